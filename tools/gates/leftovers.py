"""Refuses unfinished work, paths of one machine, and tests that are skipped or disabled."""
import re

from gates.tree import Finding

WORDS = re.compile(r"\b(?:TODO|FIXME|XXX|HACK|GTEST_SKIP|DISABLED_\w*)\b")
PLACES = re.compile(r"(?<![\w.:/])/(?:home|root|Users|work|mnt)/[\w.-]+")
# The gate and its tests contain the words that the gate refuses.
EXEMPT = ("tools/gates/leftovers.py", "tools/tests/")


def check(tree):
    findings = []
    for path in tree.text():
        if path.startswith(EXEMPT):
            continue
        for number, line in enumerate(tree.read(path).splitlines(), 1):
            for pattern, what in ((WORDS, "leftover"), (PLACES, "path of one machine")):
                if found := pattern.search(line):
                    findings.append(Finding(path, number, f"{what}: {found.group()}"))
    return findings
