"""The facts of built and installed files that protect those who run them: built_files_test.py [--hardened] [--fortified]
--command FILE... --library FILE... Each is read from the ELF file itself."""
import argparse
import platform
import re
import subprocess
import sys
import unittest
from pathlib import Path


def readelf(file, *options):
    return subprocess.run(["readelf", "-W", *options, file], capture_output=True, text=True, check=True).stdout


def search_path(file):
    """The folders where the loader looks for libraries, empty ones included."""
    found = re.findall(r"\((?:RPATH|RUNPATH)\).*\[(.*)\]", readelf(file, "-d"))
    return [element for path in found for element in path.split(":")]


def needs(file):
    return re.findall(r"\(NEEDED\).*\[(.*)\]", readelf(file, "-d"))


class SearchPath(unittest.TestCase):
    files = []

    def test_no_element_leads_to_the_current_directory(self):
        for file in self.files:
            with self.subTest(file=file):
                for element in search_path(file):
                    self.assertRegex(element, r"^(?:/|\$ORIGIN)")

    def test_a_file_that_needs_none_of_our_libraries_has_no_search_path(self):
        for file in self.files:
            with self.subTest(file=file):
                if not any(name.startswith("libpop3kit") for name in needs(file)):
                    self.assertEqual(search_path(file), [])


class Hardening(unittest.TestCase):
    files, commands, fortified = [], [], False

    def test_relocations_are_read_only_before_the_program_starts(self):
        for file in self.files:
            with self.subTest(file=file):
                self.assertIn("GNU_RELRO", readelf(file, "-l"))
                self.assertRegex(readelf(file, "-d"), r"\(FLAGS(?:_1)?\).*\bNOW\b")

    def test_the_stack_is_not_executable(self):
        for file in self.files:
            with self.subTest(file=file):
                self.assertRegex(readelf(file, "-l"), r"GNU_STACK .* RW +0x")

    def test_the_command_is_position_independent(self):
        for file in self.commands:
            with self.subTest(file=file):
                self.assertIn("DYN (Position-Independent Executable file)", readelf(file, "-h"))

    def test_buffers_on_the_stack_are_guarded(self):
        for file in self.files:
            with self.subTest(file=file):
                self.assertIn("__stack_chk_fail", readelf(file, "--dyn-syms"))

    @unittest.skipUnless(platform.machine() in ("x86_64", "i686"), "control-flow protection of x86")
    def test_functions_begin_with_a_landing_pad_for_indirect_branches(self):
        for file in self.files:
            with self.subTest(file=file):
                landing_pads = Path(file).read_bytes().count(b"\xf3\x0f\x1e\xfa")
                functions = len(re.findall(r" FUNC +GLOBAL +DEFAULT +\d", readelf(file, "--dyn-syms")))
                self.assertGreater(landing_pads, max(functions, 20))

    def test_the_c_library_checks_sizes(self):
        if not self.fortified:
            self.skipTest("only optimised builds are fortified")
        checked = {name for file in self.files for name in re.findall(r"\b__\w+_chk\b", readelf(file, "--dyn-syms"))}
        self.assertTrue(checked - {"__stack_chk_fail"})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--hardened", action="store_true")
    parser.add_argument("--fortified", action="store_true")
    parser.add_argument("--command", nargs="*", default=[])
    parser.add_argument("--library", nargs="*", default=[])
    arguments = parser.parse_args()
    if not arguments.command + arguments.library:
        parser.error("no file to look at")
    SearchPath.files = Hardening.files = arguments.command + arguments.library
    Hardening.commands, Hardening.fortified = arguments.command, arguments.fortified
    loader = unittest.defaultTestLoader
    tests = [loader.loadTestsFromTestCase(SearchPath)]
    if arguments.hardened:
        tests.append(loader.loadTestsFromTestCase(Hardening))
    sys.exit(not unittest.TextTestRunner().run(unittest.TestSuite(tests)).wasSuccessful())


main()
