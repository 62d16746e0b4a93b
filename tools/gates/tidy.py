"""clang-tidy over what the product is made of. It spends its time in the headers of others, so the sources of a folder
are read as one, which is many times faster; where two of them cannot stand together, each is read alone."""
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor

from gates import compile_commands
from gates.remembered import Remembered
from gates.tree import Finding

ROOMS = ("core/", "client/", "server/", "cli/", "examples/")
COMPLAINT = re.compile(r"^(?P<path>/[^:\n]+):(?P<line>\d+):\d+: (?:warning|error): (?P<what>.*)$", re.MULTILINE)
BATCH = 16
UNREADABLE = "clang-diagnostic-error"


def check(tree, build, jobs):
    commands = compile_commands.load(build, tree.root)
    folder = build.parent / "lint" / "tidy"
    remembered = Remembered(tree, folder, tree.read(".clang-tidy"), "2")
    todo = [p for p in sorted(commands) if p.startswith(ROOMS) and not remembered.is_clean(p)]
    batches = _batches(todo, commands)
    findings = {}
    with ThreadPoolExecutor(jobs) as pool:
        for batch, found in pool.map(lambda b: (b, _read(tree.root, folder, b, commands)), batches):
            if not found:
                for path in batch:
                    remembered.set_clean(path)
            findings.update((str(f), f) for f in found)
    return [findings[key] for key in sorted(findings)]


def _batches(paths, commands):
    groups = {}
    for path in paths:
        groups.setdefault((path.rsplit("/", 1)[0], tuple(commands[path])), []).append(path)
    cut = (group[at : at + BATCH] for group in groups.values() for at in range(0, len(group), BATCH))
    return sorted(cut, key=lambda batch: -len(batch))


def _read(root, folder, batch, commands):
    flags = commands[batch[0]]
    if len(batch) == 1:
        return _tidy(root, root / batch[0], flags)
    together = folder / (batch[0].replace("/", "-"))
    together.write_text("".join(f'#include "{root / path}"\n' for path in batch))
    found = _tidy(root, together, flags)
    together.unlink()
    if any(UNREADABLE in f.what for f in found):
        return [f for path in batch for f in _tidy(root, root / path, flags)]
    return found


def _tidy(root, file, flags):
    ran = subprocess.run(
        ["clang-tidy-19", "--quiet", str(file), "--", *flags], cwd=root, capture_output=True, text=True, check=False
    )
    found = []
    for hit in COMPLAINT.finditer(ran.stdout):
        path = hit["path"].removeprefix(f"{root}/")
        found.append(Finding(path, int(hit["line"]), hit["what"]))
    if ran.returncode and not found:
        what = (ran.stderr or ran.stdout).strip()[-500:]
        found.append(Finding(str(file), 1, f"clang-tidy failed ({UNREADABLE}): {what}"))
    return found
