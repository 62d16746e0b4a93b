"""How much a class declares: its public functions and its members. One that declares too much has more than one job."""
from dataclasses import dataclass

from gates.groups import Group, is_block, is_group, item_text, nest
from gates.tokens import tokenize

MOST_FUNCTIONS, MOST_MEMBERS = 20, 12
KEYWORDS = ("class", "struct")
ACCESS = ("public", "protected", "private")
NO_DECLARATION_OF_THE_CLASS = {"using", "typedef", "friend", "static_assert", "enum", "class", "struct", "union", "static"}


@dataclass(frozen=True)
class Width:
    line: int
    name: str
    functions: int  # public ones, by name; constructors, operators and the destructor do not count
    members: int


def widths(source):
    """The classes that have functions. One that only holds data may have as many members as it needs."""
    found = []
    _walk(nest(tokenize(source)), found)
    return found


def _walk(group, found):
    for item in group.items:
        if not isinstance(item, Group):
            continue
        head = _class_head(item)
        if head is not None:
            width = _measure(item, *head)
            if width is not None:
                found.append(width)
        _walk(item, found)


def _class_head(group):
    """(keyword, name) if the braces hold the members of a class."""
    if group.opener != "{" or not is_block(group):
        return None
    items, at, words = group.parent.items, group.at - 1, []
    while at >= 0 and item_text(items[at]) not in (";", "{") and not is_group(items[at], "("):
        words.insert(0, item_text(items[at]))
        at -= 1
    starts = [i for i, word in enumerate(words) if word in KEYWORDS]
    if not starts or "enum" in words or "union" in words:
        return None
    # The last keyword that is not in a template's list of parameters.
    start = next((i for i in reversed(starts) if i == 0 or words[i - 1] not in ("<", ",")), None)
    if start is None or start + 1 >= len(words):
        return None
    names = [word for word in words[start + 1:] if word.isidentifier()]
    return (words[start], names[0]) if names else None


def _measure(group, keyword, name):
    access = "public" if keyword == "struct" else "private"
    functions, members, statement = set(), 0, []
    any_function = False

    def finish():
        nonlocal members, any_function
        kind, called = _declares(statement, name)
        if kind == "function" and called:
            any_function = True
            if access == "public":
                functions.add(called)
        elif kind == "member":
            members += 1
        statement.clear()

    for item in group.items:
        text = item_text(item)
        if not isinstance(item, Group) and text == ";":
            finish()
        elif not isinstance(item, Group) and text == ":" and len(statement) == 1 and item_text(statement[0]) in ACCESS:
            access = item_text(statement[0])
            statement.clear()
        else:
            statement.append(item)
            if is_group(item, "{") and is_block(item) and _class_head(item) is None and "enum" not in map(item_text, statement):
                finish()
    return Width(group.line, name, len(functions), members) if any_function else None


def _declares(statement, name):
    """("function" or "member" or "", the function's name; empty for one that does not count)."""
    words = [item for item in statement if not is_group(item, "[")]
    if not words:
        return "", ""
    if item_text(words[0]) == "template":
        words = _behind_angles(words, 1)
    first = item_text(words[0]) if words else ""
    texts = [item_text(item) for item in words]
    if "operator" in texts or "~" in texts:
        return "function", ""
    parameters = _parameters(words)
    if parameters:
        if first in ("using", "friend", "static_assert"):
            return "", ""
        called = texts[parameters - 1]
        counts = called != name and "delete" not in texts
        return "function", called if counts else ""
    return ("", "") if first in NO_DECLARATION_OF_THE_CLASS else ("member", "")


def _behind_angles(items, at):
    depth = 0
    while at < len(items):
        depth += {"<": 1, ">": -1}.get(item_text(items[at]), 0)
        at += 1
        if depth == 0:
            break
    return items[at:]


def _parameters(words):
    """The position of a function's parameters; 0 if the statement declares no function."""
    depth = 0
    for at, item in enumerate(words):
        text = item_text(item)
        if text == "=" and depth == 0:
            return 0
        if is_group(item, "(") and depth == 0 and at > 0 and item_text(words[at - 1]) not in ("alignas", "explicit"):
            return at
        depth += {"<": 1, ">": -1}.get(text, 0) if not isinstance(item, Group) else 0
    return 0
