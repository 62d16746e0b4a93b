"""Runs the gates on the tree: all of them, or those that are named. Only findings are printed; the last line lists the gates."""
import argparse
import io
import sys
import time
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent))
from gates import co_await, documents, formatting, headers, leftovers, rooms, sizes, test_files, tidy  # noqa: E402
from gates.tree import Finding, Tree  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent


def try_the_gates(_):
    """Tests the gates on files that they must refuse, because a gate that finds nothing looks like a clean tree."""
    report = io.StringIO()
    tests = unittest.defaultTestLoader.discover(str(ROOT / "tools" / "tests"), top_level_dir=str(ROOT / "tools"))
    ran = unittest.TextTestRunner(report).run(tests)
    return [] if ran.wasSuccessful() and ran.testsRun else [Finding("tools/tests", 0, report.getvalue())]


def gates(arguments):
    build, commands, jobs = ROOT / arguments.build, ROOT / arguments.commands, arguments.jobs
    return {
        "gates": try_the_gates,
        "format": lambda tree: formatting.check(tree, jobs),
        "rooms": rooms.check,
        "sizes": sizes.check,
        "co_await": co_await.check,
        "leftovers": leftovers.check,
        "test_files": test_files.check,
        "headers": lambda tree: headers.check(tree, commands, jobs),
        "documents": lambda tree: documents.check(tree, build, jobs),
        "tidy": lambda tree: tidy.check(tree, commands, jobs),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", default="build/release", help="folder in which test programs are built")
    parser.add_argument("--commands", default="build/dev", help="folder with a compile_commands.json that names each file")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("checks", nargs="*", metavar="CHECK")
    arguments = parser.parse_args()
    known = gates(arguments)
    unknown = [name for name in arguments.checks if name not in known]
    if unknown:
        parser.error(f"no such check: {', '.join(unknown)}; there are {', '.join(known)}")
    tree, failed = Tree(ROOT), 0
    for name in arguments.checks or known:
        began = time.monotonic()
        findings = known[name](tree)
        print(f"lint {name}: {len(findings)} findings in {time.monotonic() - began:.1f} s", flush=True)
        for finding in findings:
            print(f"  {finding}", flush=True)
        failed += bool(findings)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
