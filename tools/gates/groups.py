"""Tokens as a tree of brackets, and the meaning of its braces."""
from dataclasses import dataclass, field

CLOSER = {"(": ")", "[": "]", "{": "}"}
CONTROL = {"if", "while", "for", "switch", "catch", "constexpr"}
BEFORE_LAMBDA_NEVER = {"word", "number", "text"}
EXPRESSION_WORDS = {"return", "co_return", "co_await", "co_yield", "throw", "case", "else", "do", "and", "or", "not"}
LAMBDA_SPECIFIERS = {"mutable", "constexpr", "consteval", "noexcept", "static"}


@dataclass
class Group:
    """A bracketed piece: `opener` is its bracket, `items` the tokens and groups within."""

    opener: str
    line: int
    items: list = field(default_factory=list)
    parent: "Group | None" = None
    at: int = 0  # position in the parent's items
    kind: str = "group"
    text: str = ""


def nest(tokens):
    """The whole file as one Group with an empty opener. Unbalanced brackets end at the file's end."""
    root = Group("", 1)
    here = root
    for token in tokens:
        if token.kind == "sign" and token.text in CLOSER:
            inner = Group(token.text, token.line, parent=here, at=len(here.items))
            here.items.append(inner)
            here = inner
        elif token.kind == "sign" and here.parent is not None and token.text == CLOSER[here.opener]:
            here = here.parent
        else:
            here.items.append(token)
    return root


def item_text(item):
    return item.opener if isinstance(item, Group) else item.text


def is_group(item, opener):
    return isinstance(item, Group) and item.opener == opener


def is_attribute(group):
    return group.opener == "[" and len(group.items) == 1 and is_group(group.items[0], "[")


def is_lambda_introducer(group):
    """`[...]` that begins a lambda: not a subscript, an array bound, an attribute or a structured binding."""
    if group.opener != "[" or is_attribute(group) or (group.parent is not None and is_attribute(group.parent)):
        return False
    if group.at == 0:
        return True
    before = group.parent.items[group.at - 1]
    if isinstance(before, Group):
        return before.opener == "{" or is_attribute(before)
    if before.kind in BEFORE_LAMBDA_NEVER:
        return before.text in EXPRESSION_WORDS
    if before.text in ("&", "&&") and group.at >= 2:
        return item_text(group.parent.items[group.at - 2]) != "auto"
    return True


def lambda_of_body(group):
    """The introducer of the lambda whose body this brace group is, or None."""
    if group.opener != "{" or group.parent is None:
        return None
    items, at = group.parent.items, group.at - 1
    at = _skip_trailing_return(items, at)
    while at >= 0 and (
        item_text(items[at]) in LAMBDA_SPECIFIERS
        or (is_group(items[at], "(") and at >= 1 and item_text(items[at - 1]) == "noexcept")
    ):
        at -= 1
    if at >= 0 and is_group(items[at], "("):
        at -= 1
        if at >= 0 and item_text(items[at]) == ">":
            at = _skip_angles(items, at)
    if at >= 0 and is_group(items[at], "[") and is_lambda_introducer(items[at]):
        return items[at]
    return None


def _skip_angles(items, at):
    depth = 0
    while at >= 0:
        depth += {">": 1, "<": -1}.get(item_text(items[at]), 0)
        at -= 1
        if depth == 0:
            break
    return at


def _skip_trailing_return(items, at):
    """Returns the position before the arrow of `-> type`, or `at` if there is no arrow."""
    back = at
    while back >= 0:
        text = item_text(items[back])
        if text == "->":
            return back - 1
        if text == ">":
            back = _skip_angles(items, back)
        elif isinstance(items[back], Group) or not (items[back].kind == "word" or text in ("::", "*", "&", "&&")):
            return at
        else:
            back -= 1
    return at


def is_block(group):
    """A brace group that holds statements or declarations, rather than initialisers."""
    if group.opener == "":
        return True
    if group.opener != "{":
        return False
    if lambda_of_body(group) is not None:
        return True
    if group.at == 0:
        return is_block(group.parent)
    items = group.parent.items
    at = _skip_trailing_return(items, group.at - 1)
    before = items[at]
    if isinstance(before, Group):
        if before.opener == "(":
            return True
        return before.opener == "{" and (is_block(before) or _in_constructor_initialisers(items, at))
    if before.text in (";", ":", "else", "do", "try", "const", "noexcept", "override", "final", "extern"):
        return True
    if at != group.at - 1 or before.text in ("&", "&&"):
        return True
    return (before.kind in ("word", "text") or before.text == ">") and _heads_a_declaration(items, at)


def _heads_a_declaration(items, at):
    """`namespace a::b {`, `struct x : y {`, `enum class e : t {`, `extern "C" {`, `concept`-like heads."""
    while at >= 0 and item_text(items[at]) not in (";", "{", "=", "return"):
        if item_text(items[at]) in ("namespace", "struct", "class", "enum", "union", "extern"):
            return at == 0 or item_text(items[at - 1]) not in ("<", ",")
        at -= 1
    return False


def _in_constructor_initialisers(items, at):
    """`: a_{x}, b_{y} {`: the brace group at `at` initialises a member."""
    while at >= 1:
        if not isinstance(items[at], Group) or item_text(items[at]) not in ("{", "("):
            return False
        at -= 1
        if item_text(items[at]) == ">":
            at = _skip_angles(items, at) + 1
        while at >= 0 and not isinstance(items[at], Group) and (items[at].kind == "word" or items[at].text == "::"):
            at -= 1
        if at < 0 or item_text(items[at]) == ":":
            return at >= 0
        if item_text(items[at]) != ",":
            return False
        at -= 1
    return False
