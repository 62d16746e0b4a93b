"""The links of the installed README.md lead somewhere: installed_pages_test.py FOLDER, in which the pages are installed."""
import re
import sys
import unittest
from pathlib import Path


def links(page):
    """The files that a page links to."""
    targets = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    return [each.split("#", 1)[0] for each in targets if "://" not in each and not each.startswith("#")]


class InstalledPages(unittest.TestCase):
    folder = None

    def test_links_of_readme_lead_to_installed_files(self):
        found = links(self.folder / "README.md")
        self.assertIn("docs/start.md", found)
        self.assertEqual([each for each in found if not (self.folder / each).exists()], [])

    def test_links_of_all_pages_lead_to_installed_files(self):
        pages = sorted((self.folder / "docs").rglob("*.md"))
        self.assertNotEqual(pages, [])
        lost = [f"{page.name}: {each}" for page in pages for each in links(page) if not (page.parent / each).exists()]
        self.assertEqual(lost, [])


if __name__ == "__main__":
    InstalledPages.folder = Path(sys.argv.pop(1))
    unittest.main()
