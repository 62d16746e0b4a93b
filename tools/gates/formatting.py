"""clang-format decides the layout of C++ files."""
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor

from gates.tree import Finding

COMPLAINT = re.compile(r"^(?P<path>[^:\n]+):(?P<line>\d+):\d+: error: ", re.MULTILINE)


def check(tree, jobs):
    files = tree.cpp()
    shares = [files[i::jobs] for i in range(jobs)]
    with ThreadPoolExecutor(jobs) as pool:
        return sorted((f for found in pool.map(lambda s: _check(tree.root, s), shares) for f in found), key=str)


def _check(root, files):
    if not files:
        return []
    ran = subprocess.run(
        ["clang-format-19", "--dry-run", "-Werror", *files], cwd=root, capture_output=True, text=True, check=False
    )
    first = {}
    for found in COMPLAINT.finditer(ran.stderr):
        first.setdefault(found["path"], int(found["line"]))
    if ran.returncode and not first:
        return [Finding(".", 0, f"clang-format failed: {ran.stderr.strip()[:500]}")]
    return [Finding(path, line, "not formatted: ./dev format") for path, line in first.items()]
