"""The installed libraries are used by pkg-config after their folder was moved: installed_part_test.py PREFIX LIBDIR COMPILER KIND...
The compiler sees no package of a part that is not named."""
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from without_packages import without_packages

PROGRAMS = Path(__file__).parent / "part"
NOT_OF = {"client": r"lua.*", "server": r"gmime.*|icu.*|glib.*|gobject.*|gio.*"}


class InstalledPart(unittest.TestCase):
    prefix = libraries = compiler = None
    kinds = ()

    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.scratch.cleanup)
        cls.folder = Path(cls.scratch.name)
        cls.moved = cls.folder / "moved"
        for each in ("include", cls.libraries):
            shutil.copytree(cls.prefix / each, cls.moved / each, symlinks=True)

    def packages(self, part, kind):
        """The package's name, and the environment in which pkg-config finds it."""
        environment = {**os.environ, **without_packages(NOT_OF[part] + "|libgsasl|libgssglue|krb5.*", self.folder / f"without_{part}")}
        environment["PKG_CONFIG_PATH"] = str(self.moved / self.libraries / "pkgconfig")
        suffix = "-static" if kind == "static" and "shared" in self.kinds else ""
        return f"pop3kit-{part}{suffix}", environment

    def test_a_program_is_compiled_with_what_pkg_config_says(self):
        for part in NOT_OF:
            for kind in self.kinds:
                with self.subTest(part=part, kind=kind):
                    name, environment = self.packages(part, kind)
                    flags = subprocess.run(["pkg-config", "--cflags", "--libs", name], env=environment, capture_output=True,
                                           text=True, check=True).stdout
                    self.assertIn(str(self.moved), flags)
                    self.assertNotIn(str(self.prefix), flags)
                    program = self.folder / f"{part}_{kind}"
                    subprocess.run([self.compiler, "-std=c++20", "-O0", PROGRAMS / f"{part}_only.cpp", "-o", program,
                                    *shlex.split(flags)], check=True)
                    subprocess.run([program], env={"LD_LIBRARY_PATH": str(self.moved / self.libraries)}, check=True, timeout=60)
                    needed = subprocess.run(["readelf", "-W", "-d", program], capture_output=True, text=True, check=True).stdout
                    self.assertEqual(f"libpop3kit-{part}" in needed, kind == "shared", needed)

    def test_the_version_is_that_of_the_project(self):
        name, environment = self.packages("client", self.kinds[0])
        version = subprocess.run(["pkg-config", "--modversion", name], env=environment, capture_output=True, text=True, check=True)
        self.assertRegex(version.stdout.strip(), r"^\d+\.\d+\.\d+$")


if __name__ == "__main__":
    InstalledPart.prefix, InstalledPart.libraries = Path(sys.argv[1]), sys.argv[2]
    InstalledPart.compiler, InstalledPart.kinds = sys.argv[3], tuple(sys.argv[4:])
    unittest.main(argv=sys.argv[:1])
