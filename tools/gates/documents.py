"""Pages that are generated from the code must agree with the code. Tests compare them; this gate builds and runs only those tests."""
import re
import subprocess

from gates.tree import Finding

COMPARISON = re.compile(r"^TEST(?:_F)?\((\w+), (\w*docs_hold)\)", re.MULTILINE)


def check(tree, build, jobs):
    findings = []
    for folder, sources in sorted(_comparisons(tree).items()):
        refused = _build(build, f"test_{folder}", jobs) or _run(build, folder, sum(sources.values()))
        if refused:
            findings.append(Finding(min(sources), 1, refused))
    return findings


def _comparisons(tree):
    """Folder of tests -> its sources that compare pages, with the number of pages for each."""
    found = {}
    for path in tree.cpp():
        count = len(COMPARISON.findall(tree.read(path))) if path.startswith("tests/") else 0
        if count:
            found.setdefault(path.split("/")[1], {})[path] = count
    return found


def _build(build, target, jobs):
    made = subprocess.run(
        ["cmake", "--build", str(build), "-j", str(jobs), "--target", target], capture_output=True, text=True, check=False
    )
    return f"{target} does not build: {made.stdout.strip()[-500:]}" if made.returncode else None


def _run(build, folder, wanted):
    program = next((p for p in (build / "tests").rglob(f"test_{folder}") if p.is_file()), None)
    if program is None:
        return f"there is no program test_{folder}"
    ran = subprocess.run([program, "--gtest_filter=*docs_hold", "--gtest_color=no"], capture_output=True, text=True, check=False)
    if ran.returncode:
        stale = re.findall(r"^\[  FAILED  \] (\S+)", ran.stdout, re.MULTILINE)
        return f"stale: {', '.join(sorted(set(stale))) or ran.stdout[-300:]}; POP3KIT_WRITE_DOCS=1 {program.name} writes it anew"
    passed = re.search(r"^\[  PASSED  \] (\d+) test", ran.stdout, re.MULTILINE)
    if passed is None or int(passed.group(1)) != wanted:
        return f"test_{folder} compares {passed.group(1) if passed else 0} pages, its sources {wanted}"
    return None
