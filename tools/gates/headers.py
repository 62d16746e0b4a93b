"""Every private header compiles alone. The public ones are compiled by the build itself, see tests/headers."""
import subprocess
from concurrent.futures import ThreadPoolExecutor

from gates import compile_commands
from gates.remembered import Remembered
from gates.tree import Finding


# A room without sources of its own, or whose nearest source needs less than its headers do, finds its way by these.
ROOTS = ("core", "core/include", "client/include", "server/include", "cli", "bench", "tests")


def check(tree, build, jobs):
    commands = compile_commands.load(build, tree.root)
    headers = [p for p in tree.cpp() if p.endswith(".hpp") and "/include/" not in p]
    remembered = Remembered(tree, build.parent / "lint" / "headers", "1")
    todo = [p for p in headers if not remembered.is_clean(p)]
    with ThreadPoolExecutor(jobs) as pool:
        verdicts = pool.map(lambda path: _compile(tree, path, _flags(commands, path)), todo)
    findings = []
    for path, complaint in zip(todo, verdicts):
        if complaint:
            findings.append(Finding(path, 1, f"does not compile alone: {complaint}"))
        else:
            remembered.set_clean(path)
    return findings


def _flags(commands, header):
    """Those of the source that shares the longest path with the header: the same room."""
    folder = header.rsplit("/", 1)[0]

    def nearness(source):
        shared = 0
        for mine, theirs in zip(folder.split("/"), source.split("/")):
            if mine != theirs:
                break
            shared += 1
        return shared

    best = max(sorted(commands), key=nearness, default=None)
    return commands.get(best, ["-std=c++20"])


def _compile(tree, path, flags):
    ran = subprocess.run(
        ["g++", *flags, *(f"-I{tree.root / each}" for each in ROOTS), "-fcoroutines", "-fsyntax-only", "-O0", "-x", "c++", "-"],
        input=f'#include "{tree.root / path}"\n', cwd=tree.root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    complaints = [line for line in ran.stderr.splitlines() if "error" in line]
    return "" if ran.returncode == 0 else (complaints or [ran.stderr.strip()])[0]
