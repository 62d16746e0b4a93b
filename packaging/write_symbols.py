"""Writes packaging/debian/libpop3kit0.symbols from built shared libraries: write_symbols.py [--check] FOLDER. With --check, it only
prints what the file lacks and what the libraries no longer export, and ends with exit status 1 if there is something. A symbol keeps
the version in which the file first named it; a new one gets the version of the project."""
import argparse
import re
import subprocess
import sys
from pathlib import Path

TREE = Path(__file__).resolve().parents[1]
FILE = TREE / "packaging/debian/libpop3kit0.symbols"
SYMBOL = re.compile(r"^[0-9a-f]* +([A-Za-z]) (.+)$")
LINE = re.compile(r'^ \((?P<tags>[^)"]*)\)(?P<symbol>".*") (?P<version>\S+)$')
# Which of these a library has depends on Boost and on the compiler.
SHARED_STATE = ('"^(guard variable for )?boost::asio::.*@Base$"', "c++|regex|optional")
INLINE_KINDS = "WVu"


def symbols(library):
    """symbol -> its tags, of what the library exports."""
    listed = subprocess.run(["nm", "-D", "--defined-only", "--extern-only", library], capture_output=True, text=True, check=True)
    # Not by `nm -C`: dpkg-gensymbols compares with the names that c++filt writes.
    shown = subprocess.run(["c++filt"], input=listed.stdout, capture_output=True, text=True, check=True)
    found = {}
    for kind, name in (match.groups() for match in map(SYMBOL.match, shown.stdout.splitlines()) if match):
        if re.match(r"(guard variable for )?boost::asio::", name):
            symbol, tags = SHARED_STATE
            found[symbol] = tags
            continue
        tags = ["c++"]
        if kind in INLINE_KINDS:
            tags.append("optional")
        if re.search(r"\blong\b", name):  # size_t and the like are other types on 32 bits
            tags.append("arch-bits=64")
        found[f'"{name}@Base"'] = "|".join(tags)
    return found


def soname(library):
    shown = subprocess.run(["readelf", "-W", "-d", library], capture_output=True, text=True, check=True).stdout
    return re.search(r"\(SONAME\).*\[(.*)\]", shown)[1]


def recorded():
    """(library, symbol) -> (tags, version), of the file as it is."""
    known, library = {}, None
    for line in FILE.read_text(encoding="utf-8").splitlines() if FILE.exists() else []:
        if match := LINE.match(line):
            known[library, match["symbol"]] = (match["tags"], match["version"])
        elif not line.startswith("*"):
            library = line.split(" ", 1)[0]
    return known


def check(known, found):
    """One line for each difference that does not depend on the compiler."""
    exported = {(library, symbol): tags for library, all_of_it in found.items() for symbol, tags in all_of_it.items()}
    for name in sorted(set(exported) - set(known)):
        if "optional" not in exported[name]:
            yield f"not in {FILE.name}: {name[0]} {name[1]}"
    for name in sorted(set(known) - set(exported)):
        if "optional" not in known[name][0]:
            yield f"no longer exported: {name[0]} {name[1]}"


def write(known, found):
    version = re.search(r"project\(pop3kit VERSION ([0-9.]+)", (TREE / "CMakeLists.txt").read_text(encoding="utf-8"))[1]
    lines = []
    for library, all_of_it in found.items():
        lines += [f"{library} libpop3kit0 #MINVER#", "* Build-Depends-Package: libpop3kit-dev"]
        for symbol, tags in sorted(all_of_it.items()):
            lines.append(f" ({tags}){symbol} {known.get((library, symbol), (tags, version))[1]}")
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    found = {soname(each): symbols(each) for each in sorted(arguments.folder.glob("libpop3kit-*.so"))}
    if not found:
        parser.error(f"{arguments.folder} has no shared libraries of pop3kit")
    if not arguments.check:
        write(recorded(), found)
        return
    differences = list(check(recorded(), found))
    print(*differences, sep="\n")
    if differences:
        sys.exit(f"if this is intended, run {Path(__file__).name} {arguments.folder}; a symbol that is gone breaks the ABI")


if __name__ == "__main__":
    main()
