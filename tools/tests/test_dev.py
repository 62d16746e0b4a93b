"""`./dev` alone lists its verbs, and pages name no others."""
import re
import subprocess
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


if __name__ == "__main__":
    unittest.main()
