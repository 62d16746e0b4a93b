"""Short files and narrow classes. clang-tidy bounds the functions (readability-function-size in .clang-tidy)."""
from gates.tree import Finding
from gates.widths import MOST_FUNCTIONS, MOST_MEMBERS, widths

FILE_CAP, FILE_MEDIAN = 500, 150
PRODUCT = ("core/", "client/", "server/", "simulation/", "conformance/", "cli/")

# Classes that may be wider, each for its reason.
WIDE = {
    ("client/include/pop3kit/async_client.hpp", "async_client"): "every operation of a POP3 client",
    ("client/include/pop3kit/client.hpp", "client"): "the same operations, blocking",
    ("simulation/include/pop3kit/simulation.hpp", "simulation"): "everything that can be arranged in a simulated world",
}


def check(tree, wide=None):
    findings, lengths = [], []
    for path in tree.text():
        lines = tree.read(path).count("\n")
        if lines > FILE_CAP:
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
