"""The input and output of gates: the files of a source tree, and findings."""
import subprocess
from dataclasses import dataclass
from pathlib import Path

CPP = {".cpp", ".hpp"}
TEXT = CPP | {".py", ".lua", ".cmake", ".md", ".txt", ".sh", ".json", ".yml", ""}


@dataclass(frozen=True)
class Finding:
    path: str
    line: int
    what: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.what}"


class Tree:
    """The files under `root` that git tracks or would add. In a folder without git, as in tests, all files."""

    def __init__(self, root):
        self.root = Path(root).resolve()
        self.paths = sorted(p for p in self._list() if (self.root / p).is_file())

    def _list(self):
        if not (self.root / ".git").exists():
            return [str(p.relative_to(self.root)) for p in self.root.rglob("*")]
        listed = subprocess.run(
            ["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=self.root, check=True, capture_output=True
        ).stdout.decode()
        return [p for p in listed.split("\0") if p]

    def read(self, path):
        return (self.root / path).read_text(encoding="utf-8", errors="replace")

    def cpp(self):
        return [p for p in self.paths if Path(p).suffix in CPP]

    def text(self):
        """Returns files that people write. Messages in test data are left out, because they may contain anything."""
        return [p for p in self.paths if Path(p).suffix in TEXT and "/data/" not in p]
