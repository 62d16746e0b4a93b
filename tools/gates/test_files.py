"""The name of a file under tests/ says whether it holds tests: NAME_test.cpp does, any other .cpp is a helper of tests."""
import re

from gates.tree import Finding

TEST = re.compile(r"^[ \t]*(?:GTEST_|TYPED_)?TEST(?:_F|_P)?\s*\(", re.MULTILINE)
# Fuzz targets are named after what they search, snippets after what surrounds them; a consumer is another project.
EXEMPT = ("tests/fuzz/", "tests/snippets/surroundings/", "tests/consumer/project/")


def check(tree):
    findings = []
    for path in tree.cpp():
        if not path.startswith("tests/") or path.startswith(EXEMPT):
            continue
        text = tree.read(path)
        found = TEST.search(text)
        named = path.endswith("_test.cpp")
        if found and not named:
            line = text.count("\n", 0, found.start()) + 1
            findings.append(Finding(path, line, "defines a test: call the file NAME_test.cpp, by what it tests"))
        if named and not found:
            findings.append(Finding(path, 1, "defines no test: only files of tests are called NAME_test.cpp"))
    return findings
