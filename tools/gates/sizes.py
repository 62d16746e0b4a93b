"""Short files and narrow classes. clang-tidy bounds the functions (readability-function-size in .clang-tidy)."""
from gates.tree import Finding
from gates.widths import MOST_FUNCTIONS, MOST_MEMBERS, widths

FILE_CAP, FILE_MEDIAN = 500, 150
PRODUCT = ("core/", "client/", "archive/", "server/", "simulation/", "conformance/", "cli/")

# Files that a program writes, which nobody has to read as a whole.
GENERATED = {"server/lua/pop3kit.lua"}

# Classes that may be wider, with the reason.
WIDE = {
    ("client/include/pop3kit/async_client.hpp", "async_client"): "every operation of a POP3 client",
    ("client/include/pop3kit/client.hpp", "client"): "the same operations, blocking",
    ("client/src/link/connection.hpp", "connection"): "one stream in both directions: what fails in one ends the other",
    ("client/src/session/environment.hpp", "environment"): "one question for each fact that the sessions of a client share",
    ("client/src/session/session.hpp", "session"): "one login: its dialogues, and what is known of its server",
    ("client/src/transfer/work_batch.hpp", "work_batch"): "joins five parts with one job each to one dialogue",
    ("conformance/src/probe.hpp", "probe"): "everything that a check sends and reads",
    ("server/src/response/planned_response.hpp", "planned_response"): "one function for each place that a plan may change",
    ("server/src/response/reply_writer.hpp", "reply_writer"): "one function for each piece of a response, and its output",
    ("server/src/response/response_plan.hpp", "response_plan"): "one member for each way in which a response may deviate",
    ("server/src/running/running_server.hpp", "running_server"): "implements the interface of the control room",
    ("server/src/session/authorization.hpp", "authorization"): "refers to every part of a session that a login concerns",
    ("server/src/session/command_turn.hpp", "command_turn"): "everything that lives as long as one command",
    ("server/src/session/scenario_run.hpp", "scenario_run"): "one member for each part that all sessions of a run share",
    ("server/src/session/transport.hpp", "transport"): "the octets of a connection, its TLS and its end",
    ("simulation/include/pop3kit/simulation.hpp", "simulation"): "everything that can be arranged in a simulated world",
    ("simulation/src/link_pipe.cpp", "lane"): "one direction of a link: octets under way, their schedule, and its events",
}


def check(tree, wide=None):
    findings, lengths = [], []
    for path in tree.text():
        lines = tree.read(path).count("\n")
        if lines > FILE_CAP and path not in GENERATED:
            findings.append(Finding(path, FILE_CAP, f"file of {lines} lines; the cap is {FILE_CAP}"))
    for path in tree.cpp():
        lengths.append(tree.read(path).count("\n"))
    median = sorted(lengths)[len(lengths) // 2] if lengths else 0
    if median > FILE_MEDIAN:
        findings.append(Finding(".", 0, f"half of all files have {median} lines or more; {FILE_MEDIAN} is the bound"))
    return findings + _wide_classes(tree, WIDE if wide is None else wide)


def _wide_classes(tree, allowed):
    findings, found = [], set()
    for path in (p for p in tree.cpp() if p.startswith(PRODUCT)):
        for width in widths(tree.read(path)):
            if width.functions <= MOST_FUNCTIONS and width.members <= MOST_MEMBERS:
                continue
            found.add((path, width.name))
            if (path, width.name) not in allowed:
                findings.append(Finding(path, width.line, (
                    f"{width.name} has {width.functions} public functions and {width.members} members; "
                    f"{MOST_FUNCTIONS} and {MOST_MEMBERS} are the bounds, or a reason in tools/gates/sizes.py")))
    needless = [key for key in allowed if key not in found]
    return findings + [Finding(path, 0, f"{name} is not wide; no exception is needed") for path, name in needless]
