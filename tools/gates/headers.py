"""Every private header compiles alone. The public ones are compiled by the build itself, see tests/headers.

The compiler spends most of its time in the system's headers. Headers that include the same of them therefore share a
precompiled header. It holds only what each header of the group includes, itself or by way of other headers of the tree, so
it hides no missing include: those other headers are checked alone as well."""
import os
import re
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache, reduce
from pathlib import Path

from gates import compile_commands
from gates.remembered import Remembered
from gates.tree import Finding


# A room without sources of its own, or whose nearest source needs less than its headers do, finds its way by these.
ROOTS = ("core", "core/include", "client/include", "server/include", "cli", "bench", "tests")
# Headers are grouped by the first of these that they include: what takes longest to compile comes first.
EXPENSIVE = ("boost/asio/awaitable.hpp", "boost/system/result.hpp", "filesystem", "functional", "string")
# It takes about as long to precompile as to compile a few headers.
SMALLEST_GROUP = 6
INCLUDE = re.compile(r'^#include ([<"])([^>"]+)[>"]', re.MULTILINE)
CONDITION = re.compile(r"^\s*#\s*if", re.MULTILINE)


def check(tree, build, jobs):
    commands = compile_commands.load(build, tree.root)
    # A header in cmake/ stands in front of a library's header, on systems that need it.
    headers = [p for p in tree.cpp() if p.endswith(".hpp") and "/include/" not in p and not p.startswith("cmake/")]
    remembered = Remembered(tree, build.parent / "lint" / "headers", "1")
    flags = {p: _flags(tree, commands, p) for p in headers if not remembered.is_clean(p)}
    findings = []
    with tempfile.TemporaryDirectory(dir=build.parent / "lint") as folder, ThreadPoolExecutor(jobs) as pool:
        precompiled = _precompile(tree, flags, folder, pool)
        verdicts = pool.map(lambda path: _compile(tree, path, flags[path], precompiled.get(path)), flags)
        for path, complaint in zip(flags, verdicts):
            if complaint:
                findings.append(Finding(path, 1, f"does not compile alone: {complaint}"))
            else:
                remembered.set_clean(path)
    return findings


def _flags(tree, commands, header):
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
    return [*commands.get(best, ["-std=c++20"]), *(f"-I{tree.root / each}" for each in ROOTS), "-fcoroutines", "-O0"]


def groups(tree, flags):
    """Headers that can share a precompiled header, each group with the system headers that all of it include."""
    system = system_headers(tree)
    reached, members = {}, {}
    for path, words in flags.items():
        reached[path] = system(path, _folders(tree, words))
        expensive = next((name for name in EXPENSIVE if name in reached[path]), None)
        if expensive:
            # g++ takes a precompiled header if macros and options are the same; warnings and folders may differ.
            same = tuple(word for word in words if not word.startswith(("-I", "-W", "-isystem", "-DPOP3KIT", "/")))
            members.setdefault((expensive, same), []).append(path)
    return [(paths, sorted(reduce(frozenset.__and__, (reached[p] for p in paths))))
            for paths in members.values() if len(paths) >= SMALLEST_GROUP]  # fmt: skip


def system_headers(tree):
    """A function that finds the system headers which a header includes, itself or by way of other headers of the tree."""
    known = set(tree.paths)

    @cache
    def includes(path):
        text = tree.read(path)
        # What is included on a condition may be left out.
        return [] if CONDITION.search(text) else INCLUDE.findall(text)

    def find(path, folders):
        seen, todo, found = set(), [path], set()
        while todo:
            here = todo.pop()
            if here in seen:
                continue
            seen.add(here)
            for bracket, name in includes(here):
                own_folder = [os.path.dirname(here)] if bracket == '"' else []
                candidates = (os.path.normpath(os.path.join(each, name)) for each in own_folder + folders)
                ours = next((each for each in candidates if each in known), None)
                if ours:
                    todo.append(ours)
                elif bracket == "<":
                    found.add(name)
        return frozenset(found)

    return find


def _folders(tree, words):
    named = (word.removeprefix("-I") for word in words if word.startswith("-I"))
    return [os.path.relpath(tree.root / each, tree.root) for each in named]


def _precompile(tree, flags, folder, pool):
    """Header -> the precompiled header that it shares with its group."""

    def make(numbered):
        number, (paths, names) = numbered
        file = Path(folder) / f"{number}.hpp"
        file.write_text("".join(f"#include <{name}>\n" for name in names))
        words = ["g++", *flags[paths[0]], "-w", "-x", "c++-header", "-o", f"{file}.gch", str(file)]
        ran = subprocess.run(words, cwd=tree.root, capture_output=True, check=False)
        return {path: file for path in paths} if ran.returncode == 0 else {}

    return reduce(dict.__or__, pool.map(make, enumerate(groups(tree, flags))), {})


def _compile(tree, path, flags, precompiled):
    shared = ["-include", str(precompiled)] if precompiled else []
    ran = subprocess.run(
        ["g++", *flags, *shared, "-fsyntax-only", "-x", "c++", "-"],
        input=f'#include "{tree.root / path}"\n', cwd=tree.root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    complaints = [line for line in ran.stderr.splitlines() if "error" in line]
    return "" if ran.returncode == 0 else (complaints or [ran.stderr.strip()])[0]
