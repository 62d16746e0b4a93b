"""The gates that lean on other tools, each shown a file that it must refuse."""
import json
import shutil
import tempfile
import unittest
from pathlib import Path

from gates import documents, formatting, headers, tidy
from gates.tree import Tree

ROOT = Path(__file__).resolve().parents[2]


class WithTools(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()
        self.build = self.root / "build" / "release"
        self.write("build/release/compile_commands.json", "[]")
        for name in (".clang-tidy", ".clang-format"):
            self.write(name, (ROOT / name).read_text())

    def write(self, path, text):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)

    def source(self, path, text):
        self.write(path, text)
        commands = self.build / "compile_commands.json"
        entry = {"file": str(self.root / path), "command": f"g++ -std=c++20 -I{self.root} -o a.o -c {self.root / path}"}
        commands.write_text(json.dumps([*json.loads(commands.read_text()), entry]))

    def test_formatting(self):
        self.write("core/wire/a.cpp", "int   x;\n")
        self.write("core/wire/b.cpp", "int x;\n")
        self.assertEqual([f.path for f in formatting.check(Tree(self.root), 2)], ["core/wire/a.cpp"])

    def test_headers(self):
        self.source("core/wire/a.cpp", "int x;\n")
        self.write("core/wire/a.hpp", "#pragma once\nstd::string needs_string();\n")
        self.write("core/wire/b.hpp", "#pragma once\n#include <string>\nstd::string has_string();\n")
        self.assertEqual([f.path for f in headers.check(Tree(self.root), self.build, 2)], ["core/wire/a.hpp"])

    def test_a_header_of_a_group_is_not_helped_by_what_others_of_it_include(self):
        self.source("core/wire/a.cpp", "int x;\n")
        for name in "abcdefg":
            self.write(f"core/wire/{name}.hpp", "#pragma once\n#include <map>\n#include <string>\nstd::map<int, std::string> all();\n")
        self.write("core/wire/h.hpp", "#pragma once\n#include <string>\nstd::map<int, std::string> some();\n")
        tree = Tree(self.root)
        made = headers.groups(tree, {p: [] for p in tree.cpp() if p.endswith(".hpp")})
        self.assertEqual([names for _, names in made], [["string"]])
        self.assertEqual([f.path for f in headers.check(tree, self.build, 2)], ["core/wire/h.hpp"])

    def test_documents(self):
        self.write("tests/wire/reference.cpp", "TEST(reference, is_what_docs_hold) {}\n")
        program = self.build / "tests" / "test_wire"
        self.write("build/release/build.ninja", "build test_wire: phony\n")
        cache = {"CMAKE_GENERATOR": "Ninja", "CMAKE_MAKE_PROGRAM": shutil.which("ninja"), "CMAKE_PROJECT_NAME": "x"}
        self.write("build/release/CMakeCache.txt", "".join(f"{name}:INTERNAL={value}\n" for name, value in cache.items()))

        def says(line, status):
            program.parent.mkdir(exist_ok=True)
            program.write_text(f"#!/bin/sh\necho '{line}'\nexit {status}\n")
            program.chmod(0o755)
            return documents.check(Tree(self.root), self.build, 1)

        self.assertEqual(len(documents.check(Tree(self.root), self.build, 1)), 1)
        self.assertEqual(says("[  PASSED  ] 1 test.", 0), [])
        self.assertEqual(len(says("[  PASSED  ] 0 tests.", 0)), 1)
        self.assertIn("reference.is_what", says("[  FAILED  ] reference.is_what_docs_hold", 1)[0].what)

    def test_tidy(self):
        self.source("core/wire/a.cpp", "int BadName(int a) {\n  int* p = 0;\n  return p == nullptr ? a : *p;\n}\n")
        found = " ".join(f.what for f in tidy.check(Tree(self.root), self.build, 2))
        self.assertIn("readability-identifier-naming", found)
        self.assertIn("modernize-use-nullptr", found)

    def test_tidy_refuses_what_it_cannot_read(self):
        self.source("core/wire/a.cpp", '#include "nowhere.hpp"\n')
        self.assertTrue(tidy.check(Tree(self.root), self.build, 2))

    def test_tidy_reads_sources_together_or_else_alone(self):
        self.source("core/wire/a.cpp", "static int same() { return 1; }\nint a() { return same(); }\n")
        self.source("core/wire/b.cpp", "static int same() { return 2; }\nint b() { return same(); }\n")
        self.assertEqual(tidy.check(Tree(self.root), self.build, 2), [])
        self.source("core/wire/c.cpp", "int BadName(int a) { return a; }\n")
        self.source("core/wire/d.cpp", "int good(int a) { return a; }\n")
        self.assertEqual([f.path for f in tidy.check(Tree(self.root), self.build, 2)], ["core/wire/c.cpp"])

    def test_tidy_remembers_what_was_clean(self):
        self.source("core/wire/a.cpp", "int good_name(int a) { return a; }\n")
        self.assertEqual(tidy.check(Tree(self.root), self.build, 2), [])
        self.assertEqual(len(list((self.build.parent / "lint" / "tidy").iterdir())), 1)


if __name__ == "__main__":
    unittest.main()
