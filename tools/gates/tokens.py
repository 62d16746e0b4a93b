"""Just enough of C++'s lexical grammar to count braces and find expressions without being fooled by text."""
import re
from dataclasses import dataclass

PIECE = re.compile(
    r"""
      (?P<blank>\s+ | //(?:\\\n|[^\n])* | /\*.*?\*/)
    | (?P<directive>^[ \t]*\#(?:\\\n|//[^\n]*|/\*.*?\*/|[^\n])*)
    | (?P<raw>(?:u8|[uUL])?R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)")
    | (?P<text>(?:u8|[uUL])?"(?:\\.|[^"\\\n])*" | (?:u8|[uUL])?'(?:\\.|[^'\\\n])+')
    | (?P<number>\.?\d(?:'?[\w.]|(?<=[eEpP])[+-])*)
    | (?P<word>[A-Za-z_]\w*)
    | (?P<sign>::|->|&&|\|\||==|!=|<=>|<=|>=|<<|\+\+|--|.)
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    line: int


def tokenize(source):
    """All tokens but blanks, comments and preprocessor directives; literals keep their kind and lose their content."""
    tokens, at, line = [], 0, 1
    while at < len(source):
        piece = PIECE.match(source, at)
        kind = piece.lastgroup if piece.lastgroup != "mark" else "raw"
        text = piece.group()
        if kind in ("raw", "text"):
            tokens.append(Token("text", '""', line))
        elif kind not in ("blank", "directive"):
            tokens.append(Token(kind, text, line))
        line += text.count("\n")
        at = piece.end()
    return tokens
