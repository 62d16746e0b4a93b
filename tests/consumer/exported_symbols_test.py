"""Shared libraries export the public API and nothing else: exported_symbols_test.py TREE BUILD SHARED. The public headers in
TREE say what is public; the static libraries in BUILD, made from the same objects, say what the shared ones in SHARED have to export."""
import re
import subprocess
import sys
import unittest
from pathlib import Path

ROOMS = ("core", "client", "archive", "server", "simulation", "conformance")
SYMBOL = re.compile(r"^[0-9a-f]* +([A-Za-z]) (.+)$")
# Variables of Asio that a program and its libraries must share, because executors cross the border between them.
SHARED_STATE = re.compile(
    r"^(?:guard variable for )?boost::asio::(?:detail::(?:call_stack<.*>::top_|keyword_tss_ptr<.*>::value_"
    r"|posix_global_impl<.*>::instance_|get_signal_state\(\)::state)|error::get_\w+_category\(\)::instance)$")
DATA_OF_A_CLASS = re.compile(r"^(?:vtable|typeinfo|typeinfo name) for ")


def public_names(tree):
    """Public classes, the types that they only declare, and public functions."""
    classes, private, functions = set(), set(), set()
    for header in tree.glob("*/include/pop3kit/*.hpp"):
        text = re.sub(r"\[\[[^]]*\]\] ?", "", header.read_text(encoding="utf-8"))
        for name, body in re.findall(r"^(?:class|struct) (\w+)[^;{\n]*\{\n(.*?)^\};", text, re.MULTILINE | re.DOTALL):
            classes.add(name)
            private.update(f"{name}::{inner}" for inner in re.findall(r"^ +(?:class|struct) (\w+);", body, re.MULTILINE))
        functions.update(re.findall(r"^(?!using|inline|template)\w[^\n(]*[ &*](\w+)\([^\n]*", text, re.MULTILINE))
    return classes, private, functions


def is_public(symbol, names):
    classes, private, functions = names
    name = DATA_OF_A_CLASS.sub("", symbol)
    if not name.startswith("pop3kit::"):
        return False
    path = re.match(r"pop3kit::((?:~?\w+::)*(?:operator\W+|~?\w+))", name)
    parts = path.group(1).split("::") if path else []
    if len(parts) == 1:
        return parts[0].startswith("operator") or parts[0] in functions | classes
    return len(parts) > 1 and parts[0] in classes and "::".join(parts[:2]) not in private


def symbols(file, *options):
    """(kind, demangled name) of what the file defines for others."""
    listed = subprocess.run(["nm", "-C", "--defined-only", "--extern-only", *options, file], capture_output=True, text=True, check=True)
    return {match.groups() for match in map(SYMBOL.match, listed.stdout.splitlines()) if match}


class ExportedSymbols(unittest.TestCase):
    build = shared = names = None

    def library(self, room):
        return self.shared / f"libpop3kit-{room}.so"

    def test_headers_have_public_names(self):
        classes, private, functions = self.names
        self.assertTrue({"client", "async_client", "server", "simulation", "failure", "error"} <= classes)
        self.assertTrue({"client::implementation", "scenario::description"} <= private)
        self.assertTrue({"parse_proxy", "error_category", "to_string", "verify_conformance"} <= functions)

    def test_nothing_but_the_public_api_is_exported(self):
        for room in ROOMS:
            with self.subTest(library=room):
                leaked = sorted(name for kind, name in symbols(self.library(room), "-D")
                                if not is_public(name, self.names) and not (kind in "uVBDv" and SHARED_STATE.match(name)))
                self.assertEqual(leaked, [])

    def test_the_whole_public_api_is_exported(self):
        for room in ROOMS:
            with self.subTest(library=room):
                exported = {name for _, name in symbols(self.library(room), "-D")}
                made = symbols(self.build / room / f"libpop3kit-{room}.a")
                wanted = {name for kind, name in made if kind == "T" and is_public(name, self.names)}
                self.assertTrue(wanted)
                self.assertEqual(sorted(wanted - exported), [])

    def test_each_function_is_exported_by_one_library(self):
        owners = {}
        for room in ROOMS:
            for kind, name in symbols(self.library(room), "-D"):
                if kind == "T":
                    owners.setdefault(name, []).append(room)
        self.assertEqual({name: rooms for name, rooms in owners.items() if len(rooms) > 1}, {})


if __name__ == "__main__":
    tree, ExportedSymbols.build, ExportedSymbols.shared = (Path(each) for each in sys.argv[1:4])
    ExportedSymbols.names = public_names(tree)
    unittest.main(argv=sys.argv[:1])
