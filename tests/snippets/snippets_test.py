"""Every snippet of the documentation is proved, and a new one cannot be forgotten: snippets_test.py TREE."""
import sys
import unittest
from pathlib import Path

import run
from snippets import HEADERS, Mistake, Snippet, headers, in_header, in_page, in_tree, program


def block(language, text="x\n", comment=None):
    above = f"<!-- snippet: {comment} -->\n" if comment else ""
    return f"Words.\n\n{above}```{language}\n{text}```\n"


class Tree(unittest.TestCase):
    tree = None

    def test_every_snippet_is_proved_or_says_why_not(self):
        found, mistakes = in_tree(self.tree)
        self.assertEqual(mistakes, [])
        self.assertGreater(len(found), 50)

    def test_every_way_to_run_exists(self):
        for snippet in in_tree(self.tree)[0]:
            if snippet.proof and snippet.language != "cpp":
                with self.subTest(snippet=snippet.place):
                    self.assertIn(snippet.proof, run.WAYS)


    def test_every_header_that_is_named_has_code(self):
        with_code = {snippet.page for snippet in in_tree(self.tree)[0] if snippet.page.endswith(".hpp")}
        self.assertEqual(with_code, set(HEADERS))
        self.assertGreater(len(headers(self.tree)), 30)


class Headers(unittest.TestCase):
    def test_code_in_a_comment_is_one_snippet_without_its_margin(self):
        text = "/// Reads.\n///\n///     first();\n///       more();\n///\n/// Words.\nclass a {\n  ///     second();\n};\n"
        found = in_header("client/include/pop3kit/client.hpp", text)
        self.assertEqual([(each.line, each.text) for each in found], [(3, "first();\n  more();\n"), (8, "second();\n")])

    def test_code_that_nothing_proves_is_refused(self):
        with self.assertRaisesRegex(Mistake, "new.hpp:1: nothing proves this snippet"):
            in_header("client/include/pop3kit/new.hpp", "///     f();\n")


class Pages(unittest.TestCase):
    def refused(self, text, reason):
        with self.assertRaisesRegex(Mistake, reason):
            in_page("docs/a.md", text)

    def test_a_block_without_a_language_is_refused(self):
        self.refused(block(""), "docs/a.md:3: a block names its language")

    def test_code_that_nothing_proves_is_refused(self):
        for language in ("cpp", "sh", "python", "js", "java"):
            self.refused(block(language), "nothing proves this snippet")

    def test_a_reason_is_needed_for_code_that_is_not_run(self):
        self.refused(block("sh", comment="not run"), "say why")
        self.assertEqual(in_page("docs/a.md", block("sh", comment="not run, it would reboot the machine"))[0].proof, "")

    def test_surroundings_that_do_not_exist_are_refused(self):
        self.refused(block("cpp", comment="nowhere"), "no file tests/snippets/surroundings/nowhere.cpp")

    def test_a_comment_that_belongs_to_no_block_is_refused(self):
        self.refused("<!-- snippet: commands -->\nWords.\n\n" + block("sh"), "on the line above")

    def test_a_block_without_an_end_is_refused(self):
        self.refused("```text\nx\n", "no end")

    def test_scenarios_and_json_need_no_comment(self):
        self.assertEqual([each.proof for each in in_page("docs/a.md", block("lua") + block("json"))], ["lua", "json"])

    def test_indented_blocks_lose_their_margin(self):
        (found,) = in_page("docs/a.md", "1. Step\n\n   ```lua\n   return {\n     1\n   ```\n")
        self.assertEqual((found.text, found.line), ("return {\n  1\n", 4))


class Programs(unittest.TestCase):
    snippet = Snippet("docs/a.md", 1, 7, "cpp", "proof", "#include <a>\n\nf(\"far away\");\n")

    def test_the_snippet_stands_in_its_surroundings(self):
        made = program(self.snippet, '//@ replace "far away" => here\nint main() {\n//@ snippet\n}\n')
        self.assertTrue(made.startswith("#include <a>\n"))
        self.assertIn('#line 7 "docs/a.md"\n\n\nf(here);\n', made)

    def test_a_replacement_that_finds_nothing_is_refused(self):
        with self.assertRaisesRegex(Mistake, "has no 'nothing'"):
            program(self.snippet, "//@ replace nothing => x\n//@ snippet\n")


if __name__ == "__main__":
    Tree.tree = Path(sys.argv.pop(1))
    unittest.main()
