"""clang-tidy over what the product is made of: core, client, server and cli."""
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor

from gates import compile_commands
from gates.remembered import Remembered
from gates.tree import Finding

ROOMS = ("core/", "client/", "server/", "cli/", "examples/")
COMPLAINT = re.compile(r"^(?P<path>/[^:\n]+):(?P<line>\d+):\d+: (?:warning|error): (?P<what>.*)$", re.MULTILINE)


def check(tree, build, jobs):
    commands = compile_commands.load(build, tree.root)
    sources = [p for p in sorted(commands) if p.startswith(ROOMS)]
    remembered = Remembered(tree, build.parent / "lint" / "tidy", tree.read(".clang-tidy"), "1")
    todo = [p for p in sources if not remembered.is_clean(p)]
    todo.sort(key=lambda p: -len(tree.read(p)))
    findings = {}
    with ThreadPoolExecutor(jobs) as pool:
        for path, found in zip(todo, pool.map(lambda p: _tidy(tree.root, p, commands[p]), todo)):
            if not found:
                remembered.set_clean(path)
            findings.update((str(f), f) for f in found)
    return [findings[key] for key in sorted(findings)]


def _tidy(root, path, flags):
    ran = subprocess.run(
        ["clang-tidy-19", "--quiet", path, "--", *flags], cwd=root, capture_output=True, text=True, check=False
    )
    found = []
    for hit in COMPLAINT.finditer(ran.stdout):
        inside = hit["path"].startswith(str(root) + "/")
        found.append(Finding(hit["path"][len(str(root)) + 1 :] if inside else hit["path"], int(hit["line"]), hit["what"]))
    if ran.returncode and not found:
        found.append(Finding(path, 1, f"clang-tidy failed: {(ran.stderr or ran.stdout).strip()[-500:]}"))
    return found
