"""interop_matrix.py RESULTS.xml: prints ctest's JUnit results of the interop tests as a table of programs and ways.
interop_matrix.py --names BUILD: checks that each interop test of that build folder has a program, and each program a test.

A test is named interop.PROGRAM/SUITE.WHAT/WAY or interop.PROGRAM.WHAT; WAY ends in plain, stls or implicit_tls, or is the name
of a mechanism. The exit status is 1 if a test did not pass, was skipped or belongs to no program that is known here."""
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

# The prefix of a test's name, and the name of the program. The first matching prefix counts.
PROGRAMS = {
    "dovecot": "Dovecot",
    "courier": "Courier",
    "cyrus": "Cyrus",
    "popa3d": "popa3d",
    "verify": "verify, five servers",
    "differential": "Dovecot beside ours",
    "curl": "curl",
    "mpop": "mpop",
    "fetchmail": "fetchmail",
    "getmail": "getmail6",
    "mutt": "mutt",
    "poplib": "poplib (Python)",
    "net_pop3": "Net::POP3 (Perl)",
    "openssl": "OpenSSL s_client",
    "gssapi": "MIT Kerberos",
    "microsocks": "microsocks",
    "tinyproxy": "tinyproxy",
    "message_parsing": "Python's email, MIME-tools",
    "versions_are": "versions of the programs",
    "peers_are_unpacked": "unpacking of the servers",
}
WAYS = ["plain", "STLS", "implicit TLS", "mechanisms", "other"]


def program_of(name):
    return next((title for begin, title in PROGRAMS.items() if name.startswith("interop." + begin)), None)


def way_of(name):
    last = name.rsplit("/", 1)[-1] if "/" in name else ""
    for ending, way in (("plain", "plain"), ("implicit_tls", "implicit TLS"), ("stls", "STLS")):
        if last == ending or last.endswith("_" + ending):
            return way
    return "mechanisms" if re.fullmatch(r"[A-Z0-9_]+", last) else "other"


class Matrix:
    def __init__(self):
        self.cells = {}  # (program, way) -> [passed, all]
        self.mechanisms = {}  # program -> names
        self.complaints = []

    def add(self, name, outcome):
        program, way = program_of(name), way_of(name)
        if program is None:
            self.complaints.append(f"{name}: of no program that tools/interop_matrix.py knows")
            program = "unknown"
        cell = self.cells.setdefault((program, way), [0, 0])
        cell[1] += 1
        if outcome == "passed":
            cell[0] += 1
        else:
            self.complaints.append(f"{name}: {outcome}")
        if way == "mechanisms" and outcome == "passed":
            self.mechanisms.setdefault(program, []).append(name.rsplit("/", 1)[-1].replace("_", "-"))

    def finish(self):
        tested = {program for program, _ in self.cells}
        self.complaints += [f"{title}: no test ran" for title in PROGRAMS.values() if title not in tested]

    def cell(self, program, way):
        passed, count = self.cells.get((program, way), (0, 0))
        return f"{passed}/{count}" if count else "-"

    def text(self):
        titles = [title for title in [*PROGRAMS.values(), "unknown"] if any(title == program for program, _ in self.cells)]
        rows = [["program", *WAYS]] + [[title, *(self.cell(title, way) for way in WAYS)] for title in titles]
        widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
        lines = ["  ".join(word.ljust(width) for word, width in zip(row, widths)).rstrip() for row in rows]
        lines.insert(1, "  ".join("-" * width for width in widths))
        lines += ["", "mechanisms:"]
        lines += [f"  {title}: {', '.join(sorted(self.mechanisms[title]))}" for title in titles if title in self.mechanisms]
        return "\n".join(lines)


def outcome_of(case):
    if case.find("failure") is not None or case.get("status") == "fail":
        return "failed"
    if case.find("skipped") is not None or case.get("status") != "run":
        return "skipped"
    return "passed"


def read(results):
    matrix = Matrix()
    for case in ElementTree.fromstring(results).iter("testcase"):
        matrix.add(case.get("name"), outcome_of(case))
    matrix.finish()
    return matrix


def check_names(build):
    """Returns complaints about the names of the tests, without running any."""
    command = ["ctest", "--test-dir", build, "-L", "interop", "--show-only=json-v1"]
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    matrix = Matrix()
    for test in json.loads(shown)["tests"]:
        matrix.add(test["name"], "passed")
    matrix.finish()
    return matrix.complaints


def main(arguments):
    if arguments[1] == "--names":
        complaints = check_names(arguments[2])
        for each in complaints:
            print(each)
        return 1 if complaints else 0
    with open(arguments[1], encoding="utf-8") as results:
        matrix = read(results.read())
    print(matrix.text())
    if matrix.complaints:
        print("\nnot passed:\n" + "\n".join("  " + each for each in matrix.complaints))
    return 1 if matrix.complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
