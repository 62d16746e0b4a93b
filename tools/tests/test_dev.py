"""`./dev` alone lists its verbs, and pages name no others."""
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def verbs_that_are_carried_out():
    script = (ROOT / "dev").read_text()
    cases = re.findall(r"^  ([a-z][a-z| -]*)\)", script.split("case $verb in", 1)[1], re.MULTILINE)
    return {verb for case in cases for verb in case.split(" | ") if not verb.startswith("-")} - {"help"}


def verbs_that_are_listed():
    told = subprocess.run([ROOT / "dev"], stdout=subprocess.PIPE, text=True, check=True).stdout
    return {verb for line in re.findall(r"^  ([a-z-]+(?:, [a-z-]+)*) ", told, re.MULTILINE) for verb in line.split(", ")}


class Verbs(unittest.TestCase):
    def test_alone_it_lists_every_verb(self):
        self.assertIn("test", verbs_that_are_carried_out())
        self.assertEqual(verbs_that_are_listed(), verbs_that_are_carried_out())

    def test_pages_name_verbs_that_exist(self):
        pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
        named = {verb for page in pages for verb in re.findall(r"\./dev ([a-z-]+)", page.read_text())}
        self.assertTrue({"demo", "test"} <= named)
        self.assertEqual(named - verbs_that_are_carried_out(), set())


class MissingPackages(unittest.TestCase):
    """No package is installed here, and none can be."""

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)
        for program in ("dpkg-query", "apt-get", "sudo"):
            (self.folder / program).write_text("#!/bin/sh\nexit 1\n")
            (self.folder / program).chmod(0o755)

    def simulate_on(self, os_release):
        (self.folder / "os-release").write_text(os_release)
        environment = {**os.environ, "PATH": f"{self.folder}:{os.environ['PATH']}", "POP3KIT_OS_RELEASE": self.folder / "os-release"}
        environment.pop("PACKAGES", None)
        ran = subprocess.run([ROOT / "dev", "simulate"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                             check=False)
        self.assertNotEqual(ran.returncode, 0)
        return ran.stdout

    def test_names_are_those_of_the_system(self):
        on_debian_12 = self.simulate_on("ID=debian\nVERSION_CODENAME=bookworm\n")
        self.assertRegex(on_debian_12, r"^\./dev: installing .* libboost1\.81-dev .*libicu72")
        on_debian_13 = self.simulate_on("ID=debian\nVERSION_CODENAME=trixie\n")
        self.assertRegex(on_debian_13, r"^\./dev: installing .* libboost-dev .*libicu76")

    def test_unknown_system_is_told_what_it_needs(self):
        said = self.simulate_on('PRETTY_NAME="Fedora Linux 42"\n')
        self.assertRegex(said, r"this system is 'Fedora Linux 42'.* PACKAGES=installed: g\+\+ .*libboost-dev")
        self.assertNotIn("installing", said)


if __name__ == "__main__":
    unittest.main()
