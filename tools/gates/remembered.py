"""Skips a slow check of a file if nothing that decides its verdict has changed: the file, the project headers that it includes, and
other inputs of the check. Only a clean verdict is remembered."""
import hashlib
import re
from pathlib import Path

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)
TOPS = ("", "core", "core/include", "client/include", "server/include", "client/src", "server/src", "tests", "cli")


class Remembered:
    def __init__(self, tree, folder, *what_else):
        self.tree, self.folder = tree, Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.known = set(tree.paths)
        self.seed = "\0".join(what_else)
        self.reached = {}

    def key(self, path):
        digest = hashlib.sha256(self.seed.encode())
        for each in sorted(self._closure(path)):
            digest.update(each.encode() + b"\0" + self.tree.read(each).encode())
        return digest.hexdigest()

    def is_clean(self, path):
        return (self.folder / self.key(path)).exists()

    def set_clean(self, path):
        (self.folder / self.key(path)).touch()

    def _closure(self, path):
        seen, todo = set(), [path]
        while todo:
            here = todo.pop()
            if here not in seen:
                seen.add(here)
                todo += self._includes(here)
        return seen

    def _includes(self, path):
        if path not in self.reached:
            tops = [str(Path(path).parent), *TOPS]
            names = INCLUDE.findall(self.tree.read(path))
            candidates = (str(Path(top) / name) for name in names for top in tops)
            self.reached[path] = [c for c in candidates if c in self.known]
        return self.reached[path]
