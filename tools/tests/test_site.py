"""The pages of the site of ./dev docs, and the check of its links."""
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import site_links  # noqa: E402
import site_page  # noqa: E402

PAGE = site_page.ROOT / "docs/guide.md"


class SitePages(unittest.TestCase):
    def test_headings_get_anchors_that_links_of_other_pages_name(self):
        self.assertEqual(site_page.site_text(PAGE, "## In a `C++` test\n"), "## In a `C++` test {#docs-guide-in-a-c-test}\n")
        other = site_page.ROOT / "docs/reference/page.md"
        self.assertEqual(site_page.site_text(other, "[a](../guide.md#in-a-c-test)\n"), "[a](#docs-guide-in-a-c-test)\n")

    def test_links_to_files_that_are_no_pages_become_text(self):
        self.assertEqual(site_page.site_text(PAGE, "[examples/](../examples), [b](b.md), [c](https://example.org/c)\n"),
                         "examples/, [b](b.md), [c](https://example.org/c)\n")

    def test_code_stays_as_it_is(self):
        code = "```sh\n## [a](b)\n```\n"
        self.assertEqual(site_page.site_text(PAGE, code), code)


class SiteLinks(unittest.TestCase):
    def lost(self, **pages):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in pages.items():
                (Path(folder) / f"{name}.html").write_text(text, encoding="utf-8")
            return site_links.lost_links(Path(folder).resolve())

    def test_missing_files_and_anchors_are_lost(self):
        self.assertEqual(self.lost(a='<a href="b.html#one">1</a><a href="b.html#two">2</a><img src="c.png">', b='<p id="one">'),
                         ["a.html: b.html#two", "a.html: c.png"])

    def test_links_that_lead_somewhere_are_not(self):
        self.assertEqual(self.lost(a='<a name="x"></a><a href="#x">x</a><a href="b.html">b</a><a href="https://example.org">e</a>', b=""), [])


if __name__ == "__main__":
    unittest.main()
