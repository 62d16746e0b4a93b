"""The section "Install" of docs/start.md works as it says: build_by_hand_test.py TREE COMPILER CMAKE. A bare environment has the
packages that the page names, and none of what only developers have."""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

# Of a machine without Ninja, ccache and GoogleTest; what the compiler itself calls comes with it.
PROGRAMS = ("make", "pkg-config", "ld", "as", "ar", "ranlib", "nm", "objdump", "objcopy", "readelf", "strip", "sh", "uname", "sed", "rm", "env")


def packages(text, start):
    """The words from `start` to the closing parenthesis or the end of the command."""
    after = text.split(start, 1)[1]
    return set(re.split(r"\)|\n\S|\n\n", after, maxsplit=1)[0].replace("\\\n", " ").split())


class BuildByHand(unittest.TestCase):
    tree = compiler = cmake = None

    def run_bare(self, *command):
        ran = subprocess.run(command, env=self.environment, cwd=self.folder, text=True, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, check=False)
        self.assertEqual(ran.returncode, 0, ran.stdout)
        return ran.stdout

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)
        bare = self.folder / "bin"
        bare.mkdir()
        for name, program in [("c++", self.compiler), ("cmake", self.cmake), *((each, shutil.which(each)) for each in PROGRAMS)]:
            self.assertIsNotNone(program, f"{name} is not installed")
            (bare / name).symlink_to(program)
        self.environment = {"PATH": str(bare), "HOME": str(self.folder), "LC_ALL": "C"}

    def test_only_what_a_user_needs_is_built_with_what_the_page_names(self):
        self.run_bare("cmake", "-S", self.tree, "-B", "build", "-DCMAKE_DISABLE_FIND_PACKAGE_GTest=ON",
                      "-DCMAKE_DISABLE_FIND_PACKAGE_benchmark=ON", "-DCMAKE_DISABLE_FIND_PACKAGE_Python3=ON")
        cache = (self.folder / "build/CMakeCache.txt").read_text()
        self.assertIn("CMAKE_GENERATOR:INTERNAL=Unix Makefiles", cache)
        self.assertRegex(cache, r"CMAKE_BUILD_TYPE:\w+=Release")
        self.assertNotRegex(cache, r"(?m)^CMAKE_CXX_COMPILER_LAUNCHER:\w+=.")
        rooms = {each.parent.name for each in (self.folder / "build").glob("*/CMakeFiles")}
        self.assertEqual(rooms, {"core", "client", "archive", "server", "simulation", "conformance", "cli"})
        flags = "".join(each.read_text() for each in (self.folder / "build").glob("*/CMakeFiles/*/flags.make"))
        self.assertIn("-O", flags)
        self.assertNotIn("-Werror", flags)
        # One source stands for all of them: they share their flags.
        self.run_bare("make", "-C", "build/core", "wire/verb.cpp.o")

    def test_without_the_command_the_libraries_need_neither_fmt_nor_cli11(self):
        self.run_bare("cmake", "-S", self.tree, "-B", "build", "-DPOP3KIT_COMMAND=OFF", "-DCMAKE_DISABLE_FIND_PACKAGE_fmt=ON",
                      "-DCMAKE_DISABLE_FIND_PACKAGE_CLI11=ON", "-DCMAKE_DISABLE_FIND_PACKAGE_Python3=ON")
        rooms = {each.parent.name for each in (self.folder / "build").glob("*/CMakeFiles")}
        self.assertEqual(rooms, {"core", "client", "archive", "server", "simulation", "conformance"})

    def test_page_names_the_cmake_that_the_build_needs(self):
        named = re.search(r"CMake (\d+\.\d+) or later", (self.tree / "docs/start.md").read_text(encoding="utf-8"))[1]
        needed = re.search(r"(?m)^cmake_minimum_required\(VERSION (.*)\)$", (self.tree / "CMakeLists.txt").read_text(encoding="utf-8"))[1]
        self.assertEqual(named, needed)

    def test_page_names_the_packages_that_the_build_needs(self):
        named = packages((self.tree / "docs/start.md").read_text(encoding="utf-8"), "apt-get install ")
        script = (self.tree / "dev").read_text(encoding="utf-8")
        needed = packages(script, "\nbuild_packages=(") - {"ninja-build", "ccache"} | {"make"}
        on_debian_12, on_debian_13 = (set(each.split()) for each in re.findall(r" boost_packages=\((.*)\)", script))
        self.assertEqual(named, needed | on_debian_12)
        page = (self.tree / "docs/start.md").read_text(encoding="utf-8")
        self.assertEqual(set(re.search(r"(?s)On Debian 13, write `(.*?)`", page)[1].split()), on_debian_13)


if __name__ == "__main__":
    BuildByHand.tree = Path(sys.argv[1]).resolve()
    BuildByHand.compiler, BuildByHand.cmake = (os.path.realpath(each) for each in sys.argv[2:4])
    unittest.main(argv=sys.argv[:1])
