"""g++ 12 destroys some temporaries of a `co_await` full-expression twice: a braced temporary, a lambda with captures,
`?:` with class operands. The gate refuses the three forms; name a local first, then std::move it."""
from gates.groups import CONTROL, Group, is_block, is_group, is_lambda_introducer, item_text, lambda_of_body, nest
from gates.tokens import tokenize
from gates.tree import Finding

ADVICE = "in a co_await expression is miscompiled by g++ 12: name a local first, then std::move it"


def check(tree):
    return [f for path in tree.cpp() for f in check_source(path, tree.read(path))]


def check_source(path, source):
    if "co_await" not in source:
        return []
    findings = {}
    for group, at in _places(nest(tokenize(source))):
        for line, what in _suspects(*_full_expression(group, at)):
            findings[line, what] = Finding(path, line, f"{what} {ADVICE}")
    return [findings[key] for key in sorted(findings)]


def _places(group):
    """Returns every co_await of the tree: its group, and its place in the group."""
    for at, item in enumerate(group.items):
        if isinstance(item, Group):
            yield from _places(item)
        elif item.text == "co_await":
            yield group, at


def _full_expression(group, at):
    """Returns the group and the range of items of the full-expression around items[at]."""
    while not is_block(group) and not _is_control_head(group):
        group, at = group.parent, group.at
    first = last = at
    while first > 0 and not _is_boundary(group, first - 1):
        first -= 1
    while last < len(group.items) and not _is_boundary(group, last):
        last += 1
    return group, first, last


def _is_control_head(group):
    if group.opener != "(" or group.at == 0:
        return False
    return item_text(group.parent.items[group.at - 1]) in CONTROL


def _is_boundary(group, at):
    item = group.items[at]
    if not isinstance(item, Group):
        return item.text in (";", "else", "do", "try") or (item.text == ":" and _is_control_head(group))
    if is_group(item, "{"):
        return is_block(item) and lambda_of_body(item) is None
    return _is_control_head(item)


def _suspects(group, first, last):
    for item in group.items[first:last]:
        if not isinstance(item, Group):
            if item.text == "?":
                yield item.line, "?:"
            continue
        if item.opener == "[" and is_lambda_introducer(item):
            if item.items:
                yield item.line, "a lambda with captures"
            continue
        if item.opener == "{":
            if lambda_of_body(item) is not None:
                continue
            yield item.line, "a braced initialiser"
        yield from _suspects(item, 0, len(item.items))
