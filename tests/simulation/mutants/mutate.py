"""Makes sources with deliberate bugs out of the real ones: each bug is a piece of text replaced, and asleep until chosen.

usage: mutate.py BUGS SOURCE_ROOT OUTPUT_FOLDER

The real sources carry no seam for this. A bug whose text is no longer found in its file ends the build: whoever
changed that line moves the bug along.
"""
import re
import sys
from pathlib import Path

FIELD = re.compile(r"^  (says|file|find|with): (.*)$")


def read_bugs(text):
    bugs = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("bug "):
            bugs.append({"name": line[4:].strip()})
        elif (found := FIELD.match(line)) and bugs:
            bugs[-1][found.group(1)] = found.group(2)
        else:
            raise SystemExit(f"line {number}: neither a bug nor a field of one: {line}")
    return bugs


def mutate(bugs, root):
    """File -> its text with all of its bugs in it."""
    sources = {}
    for ordinal, bug in enumerate(bugs, 1):
        path = bug["file"]
        text = sources.setdefault(path, (root / path).read_text())
        if text.count(bug["find"]) != 1:
            raise SystemExit(f"bug {bug['name']}: `{bug['find']}` stands {text.count(bug['find'])} times in {path}, not once")
        awake = f"(pop3kit::proof::active_mutant == {ordinal})"
        sources[path] = text.replace(bug["find"], bug["with"].replace("MUTANT", awake))
    return sources


def main(bugs_file, root, out):
    bugs = read_bugs(Path(bugs_file).read_text())
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    head = "namespace pop3kit::proof {\nextern int active_mutant;\n}\n"
    for path, text in mutate(bugs, Path(root)).items():
        write(out / path.replace("/", "_"), head + text)
    rows = "".join(f'    {{"{bug["name"]}", "{bug["says"]}"}},\n' for bug in bugs)
    write(out / "bugs.inc", rows)


def write(path, text):
    """Leaves a file that is the same already alone, so that nothing is compiled again."""
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


if __name__ == "__main__":
    main(*sys.argv[1:])
