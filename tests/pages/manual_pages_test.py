"""The manual pages say what --help says, and have no mistakes of form: manual_pages_test.py COMMAND FOLDER MANDOC."""
import re
import subprocess
import sys
import unittest
from pathlib import Path

import command_help


class ManualPages(unittest.TestCase):
    command = folder = mandoc = None

    def text_of(self, page):
        """As it is read, without overstriking, in lines that do not break."""
        shown = subprocess.run([self.mandoc, "-T", "ascii", "-O", "width=900", self.folder / page], capture_output=True, text=True, check=True)
        return re.sub(".\b", "", shown.stdout)

    def test_each_verb_has_a_page_and_no_other_has(self):
        verbs = command_help.verbs(self.command)
        self.assertTrue({"stat", "serve", "bench"} <= set(verbs))
        self.assertEqual({each.name for each in self.folder.iterdir()}, {"pop3kit.1", *(f"pop3kit-{verb}.1" for verb in verbs)})

    def test_pages_have_no_warnings(self):
        for page in sorted(self.folder.iterdir()):
            with self.subTest(page=page.name):
                checked = subprocess.run([self.mandoc, "-T", "lint", "-W", "warning", page], capture_output=True, text=True, check=False)
                self.assertEqual(checked.stdout + checked.stderr, "")
                self.assertEqual(checked.returncode, 0)

    def test_page_of_the_command_lists_every_verb(self):
        shown = self.text_of("pop3kit.1")
        for verb in command_help.verbs(self.command):
            self.assertRegex(shown, rf"(?m)^ +pop3kit-{verb}\(1\)")

    def test_each_option_of_help_is_in_the_page_of_its_verb(self):
        for verb in command_help.verbs(self.command):
            shown = self.text_of(f"pop3kit-{verb}.1")
            names = command_help.options(self.command, verb)
            self.assertIn("--help", names)
            for name in names:
                with self.subTest(verb=verb, option=name):
                    self.assertRegex(shown, rf"(?m)^ +(-\w, )?{name}( |,|$)")

    def test_page_has_the_version_and_the_exit_statuses(self):
        version = subprocess.run([self.command, "--version"], capture_output=True, text=True, check=True).stdout.strip()
        shown = self.text_of("pop3kit-fetch.1")
        self.assertIn(version, shown)
        documented = (Path(__file__).parents[2] / "docs/reference/command.md").read_text(encoding="utf-8").split("## Exit status", 1)[1]
        statuses = [line.split("|")[1].strip() for line in documented.splitlines() if line.startswith("| ")][1:]
        self.assertIn("9", statuses)
        statuses.remove("any")  # only serve runs a command
        for status in statuses:
            self.assertRegex(shown, rf"(?m)^ +{status}  ")


if __name__ == "__main__":
    ManualPages.command, folder, ManualPages.mandoc = sys.argv[1:4]
    ManualPages.folder = Path(folder)
    unittest.main(argv=sys.argv[:1])
