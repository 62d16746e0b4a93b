"""The fenced blocks of README.md, SECURITY.md and docs/, the code in the comments of public headers, and how each is proved.

`json` is parsed and `lua` is given to `pop3kit check`; `text` is for what is no code. A `lua` block whose first line is its file's
name (`-- torn.lua`) is there when `steps` of the same page run. Every other block says in an HTML comment on the line above how it is
run, unless its page does so in PAGES:

    <!-- snippet: NAME -->              C++: put into surroundings/NAME.cpp, compiled and run; others: run by NAME of run.py
    <!-- snippet: not run, REASON -->   left out, because REASON

Code in a comment of a header, indented by five spaces after `///`, is C++ and goes into the surroundings that HEADERS names.

A file of surroundings has one line `//@ snippet` where the block goes; its #include lines go to the top. `//@ replace OLD => NEW`
changes the block, for names such as pop.example.org that no test can reach; an OLD that is not there is a mistake."""
import re
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = {"cpp", "lua", "sh", "python", "js", "java", "json", "cmake", "text"}
PROVED_BY_LANGUAGE = {"json": "json", "lua": "lua"}
# Blocks of pages that show one thing again and again.
PAGES = {("docs/reference/control.md", "sh"): "control_room"} | {
    ("docs/testing-guide.md", language): "tester" for language in ("sh", "python", "js", "java")}
HEADERS = {
    "archive/include/pop3kit/archive.hpp": "header_archive",
    "archive/include/pop3kit/message_digest.hpp": "header_message_digest",
    "client/include/pop3kit/client.hpp": "header_client",
    "client/include/pop3kit/message_file_names.hpp": "header_message_file_names",
    "client/include/pop3kit/trace_file.hpp": "header_trace_file",
    "core/include/pop3kit/file_group.hpp": "header_file_group",
    "core/include/pop3kit/file_writer.hpp": "header_file_writer",
    "core/include/pop3kit/safe_file_name.hpp": "header_safe_file_name",
    "simulation/include/pop3kit/simulation.hpp": "header_simulation",
}
CODE_IN_HEADER = re.compile(r"^ *///     (.*)$")
COMMENT = re.compile(r"^ *<!-- snippet: (.+?) -->$")
NOT_RUN = "not run, "
HERE = Path(__file__).resolve().parent


class Mistake(Exception):
    """A page that says something about a snippet that cannot be."""


@dataclass(frozen=True)
class Snippet:
    page: str
    number: int   # from 1, among the page's blocks
    line: int     # of the first line within the block
    language: str
    proof: str    # name of surroundings or of a way to run; "" if it is not run
    text: str

    @property
    def name(self):
        kind = "hpp" if self.page.endswith(".hpp") else self.language
        return f"{Path(self.page).stem}_{self.number}_{kind}"

    @property
    def place(self):
        return f"{self.page}:{self.line}"


def in_page(page, text):
    """The snippets of one page, in order; raises Mistake."""
    found, comment, begin, margin, language = [], None, None, "", ""
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        fence = re.match(r"^( *)```(\w*)\s*$", line)
        if begin is not None:
            if fence and not fence[2]:
                body = "".join(each.removeprefix(margin) for each in lines[begin:number - 1])
                place = f"{page}:{begin}"
                found.append(Snippet(page, len(found) + 1, begin + 1, language, proof_of(page, place, language, comment), body))
                begin = comment = None
        elif fence:
            begin, margin, language = number, fence[1], fence[2]
        else:
            said = COMMENT.match(line)
            if said is None and comment is not None and line.strip():
                raise Mistake(f"{page}:{number}: a comment about a snippet stands on the line above it")
            comment = said[1] if said else comment
    if begin is not None:
        raise Mistake(f"{page}:{begin}: this block has no end")
    return found


def in_header(header, text):
    """The code in the comments of one public header, in order; raises Mistake."""
    found, lines = [], text.splitlines()
    for number, line in enumerate(lines, 1):
        code = CODE_IN_HEADER.match(line)
        if not code:
            continue
        if number > 1 and CODE_IN_HEADER.match(lines[number - 2]):
            last = found.pop()
            found.append(Snippet(header, last.number, last.line, "cpp", last.proof, f"{last.text}{code[1]}\n"))
        else:
            place = f"{header}:{number}"
            found.append(Snippet(header, len(found) + 1, number, "cpp", proof_of(header, place, "cpp", HEADERS.get(header)), f"{code[1]}\n"))
    return found


def proof_of(page, place, language, comment):
    if language not in LANGUAGES:
        raise Mistake(f"{place}: a block names its language, one of {', '.join(sorted(LANGUAGES))}")
    if comment is not None and comment.startswith("not run"):
        if len(comment.removeprefix(NOT_RUN)) < 10 or not comment.startswith(NOT_RUN):
            raise Mistake(f"{place}: say why it is not run: <!-- snippet: not run, REASON -->")
        return ""
    if language == "text":
        return ""
    proof = comment or PAGES.get((page, language)) or PROVED_BY_LANGUAGE.get(language)
    if proof is None:
        raise Mistake(f"{place}: nothing proves this snippet: see tests/snippets/snippets.py")
    if language == "cpp" and not (HERE / "surroundings" / f"{proof}.cpp").is_file():
        raise Mistake(f"{place}: there is no file tests/snippets/surroundings/{proof}.cpp")
    return proof


def pages(tree):
    return ["README.md", "SECURITY.md", *sorted(str(p.relative_to(tree)) for p in (tree / "docs").rglob("*.md"))]


def headers(tree):
    return sorted(str(p.relative_to(tree)) for p in tree.glob("*/include/pop3kit/*.hpp"))


def in_tree(tree):
    """Every snippet, and every mistake."""
    found, mistakes = [], []
    for read, files in ((in_page, pages(tree)), (in_header, headers(tree))):
        for file in files:
            try:
                found += read(file, (tree / file).read_text(encoding="utf-8"))
            except Mistake as mistake:
                mistakes.append(str(mistake))
    return found, mistakes


def program(snippet, surroundings):
    """The C++ program that has the snippet in its surroundings."""
    text = snippet.text
    for old, new in re.findall(r"^//@ replace (.+) => (.+)$", surroundings, re.MULTILINE):
        if old not in text:
            raise Mistake(f"{snippet.place}: the snippet has no '{old}', which its surroundings replace")
        text = text.replace(old, new)
    includes = re.findall(r"^#include .*$", text, re.MULTILINE)
    text = re.sub(r"^#include .*$", "", text, flags=re.MULTILINE)
    parts = re.split(r"^ *//@ snippet\n", surroundings, flags=re.MULTILINE)
    if len(parts) != 2:
        raise Mistake(f"{snippet.proof}.cpp: not one line '//@ snippet'")
    before, after = parts
    resume = before.count("\n") + 2
    return "\n".join([*includes, f'#line 1 "{HERE}/surroundings/{snippet.proof}.cpp"', before]) + (
        f'#line {snippet.line} "{snippet.page}"\n{text}#line {resume} "{HERE}/surroundings/{snippet.proof}.cpp"\n{after}')
