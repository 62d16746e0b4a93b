"""Hides packages of the system from pkg-config: without_packages.py PATTERN FOLDER COMMAND... runs the command without those
whose whole name matches the pattern."""
import os
import re
import subprocess
import sys
from pathlib import Path


def without_packages(pattern, folder):
    """The environment variables that hide them. `folder` is made, and holds links to all other packages."""
    asked = subprocess.run(["pkg-config", "--variable", "pc_path", "pkg-config"], capture_output=True, text=True, check=True)
    folder.mkdir(parents=True, exist_ok=True)
    for known in reversed(asked.stdout.strip().split(":")):
        for file in Path(known).glob("*.pc"):
            link = folder / file.name
            link.unlink(missing_ok=True)
            if not re.fullmatch(pattern, file.stem):
                link.symlink_to(file)
    return {"PKG_CONFIG_LIBDIR": str(folder), "PKG_CONFIG_PATH": ""}


if __name__ == "__main__":
    os.environ.update(without_packages(sys.argv[1], Path(sys.argv[2])))
    os.execvp(sys.argv[3], sys.argv[3:])
