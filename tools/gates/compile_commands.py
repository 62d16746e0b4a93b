"""The flags with which the build compiles each file, in a form that every compiler accepts."""
import json
import shlex
from pathlib import Path

WITH_VALUE = {"-o", "-MF", "-MT", "-MQ", "-include"}
DROPPED = {"-c", "-MD", "-MMD", "-fcoroutines", "-Winvalid-pch", "-Werror"}


def load(build, root):
    """Path relative to the root -> flags, without outputs, dependency files, precompiled headers and the source."""
    commands = {}
    for entry in json.loads((Path(build) / "compile_commands.json").read_text()):
        file = Path(entry["file"])
        if not file.is_relative_to(root) or file.is_relative_to(build):
            continue
        words = shlex.split(entry["command"])
        while not words[0].startswith("-"):
            words.pop(0)
        commands.setdefault(str(file.relative_to(root)), _portable(words, str(file)))
    return commands


def _portable(words, file):
    flags, skip = [], False
    for word in words:
        if skip:
            skip = False
        elif word in WITH_VALUE:
            skip = True
        elif word not in DROPPED and word != file:
            flags.append(word)
    return flags
