"""Runs clang-tidy on the sources of the product. Most of its time goes into headers of libraries, so it reads several sources of a
room as one file, which is many times faster. Sources that define the same name in an anonymous namespace go into different
batches. If a batch still does not compile, it is split in two."""
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor

from gates import compile_commands
from gates.remembered import Remembered
from gates.tree import Finding

ROOMS = ("core/", "client/", "server/", "cli/", "examples/")
COMPLAINT = re.compile(r"^(?P<path>/[^:\n]+):(?P<line>\d+):\d+: (?:warning|error): (?P<what>.*)$", re.MULTILINE)
BATCH = 24
UNREADABLE = "clang-diagnostic-error"
ANONYMOUS = re.compile(r"^namespace \{$(.*?)^\}  // namespace$", re.MULTILINE | re.DOTALL)
DEFINED = re.compile(r"^(?!using namespace)\w[^\n({=;]*?(\w+)(?:\[\w*\])? ?[({=;]", re.MULTILINE)


def check(tree, build, jobs):
    commands = compile_commands.load(build, tree.root)
    folder = build.parent / "lint" / "tidy"
    remembered = Remembered(tree, folder, tree.read(".clang-tidy"), "2")
    todo = [p for p in sorted(commands) if p.startswith(ROOMS) and not remembered.is_clean(p)]
    findings = {}
    with ThreadPoolExecutor(jobs) as pool:
        for batch, found in pool.map(
            lambda b: (b, _read(tree.root, folder, b, commands)), batches(todo, commands, tree.read)
        ):
            if not found:
                for path in batch:
                    remembered.set_clean(path)
            findings.update((str(f), f) for f in found)
    return [findings[key] for key in sorted(findings)]


def batches(paths, commands, read):
    """Makes batches of sources with the same flags and different names. A source goes into the first batch that fits."""
    made = {}
    for path in paths:
        names = {name for block in ANONYMOUS.findall(read(path)) for name in DEFINED.findall(block)}
        alike = made.setdefault((path.split("/")[0], tuple(commands[path])), [])
        batch = next((b for b in alike if len(b[0]) < BATCH and not names & b[1]), None)
        if batch is None:
            alike.append(batch := ([], set()))
        batch[0].append(path)
        batch[1].update(names)
    return sorted((batch[0] for alike in made.values() for batch in alike), key=lambda batch: -len(batch))


def _read(root, folder, batch, commands):
    flags = commands[batch[0]]
    if len(batch) == 1:
        return _tidy(root, root / batch[0], flags)
    together = folder / (batch[0].replace("/", "-"))
    together.write_text("".join(f'#include "{root / path}"\n' for path in batch))
    found = _tidy(root, together, flags)
    together.unlink()
    if any(UNREADABLE in f.what for f in found):
        half = len(batch) // 2
        return [f for part in (batch[:half], batch[half:]) for f in _read(root, folder, part, commands)]
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
