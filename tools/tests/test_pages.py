"""What pages say of the tree is so."""
import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Pages(unittest.TestCase):
    def test_simulation_shows_every_bug_in_its_order(self):
        bugs = re.findall(r"^  says: (.*)$", (ROOT / "tests/simulation/mutants/bugs.txt").read_text(), re.MULTILINE)
        page = (ROOT / "docs/reference/simulation.md").read_text()
        rows = re.findall(r"^\| (.*?) \| \d+ \| .* \|$", page, re.MULTILINE)
        self.assertEqual(rows, bugs)

    def test_files_that_architecture_names_exist(self):
        named = re.findall(r"`((?:core|client|server)/[\w/]+\.[ch]pp)`", (ROOT / "docs/architecture.md").read_text())
        self.assertGreater(len(named), 5)
        self.assertEqual([path for path in named if not (ROOT / path).is_file()], [])


if __name__ == "__main__":
    unittest.main()
