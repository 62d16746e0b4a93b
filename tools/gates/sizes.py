"""Short files and short functions: caps for each, and a bound on the typical one."""
from gates.groups import Group, is_block, is_group, item_text, lambda_of_body, nest
from gates.tokens import tokenize
from gates.tree import Finding

FILE_CAP, FILE_MEDIAN, FUNCTION_CAP, FUNCTION_P90 = 500, 150, 80, 40
SCOPES = {"namespace", "struct", "class", "enum", "union", "extern"}


def check(tree):
    findings, files, functions = [], {}, []
    for path in tree.text():
        lines = tree.read(path).count("\n")
        if lines > FILE_CAP:
            findings.append(Finding(path, FILE_CAP, f"file of {lines} lines; the cap is {FILE_CAP}"))
    for path in tree.cpp():
        source = tree.read(path)
        files[path] = source.count("\n")
        for line, length in function_lengths(source):
            functions.append(length)
            if length > FUNCTION_CAP:
                findings.append(Finding(path, line, f"function of {length} lines; the cap is {FUNCTION_CAP}"))
    findings += _typical("files", files.values(), 0.5, FILE_MEDIAN)
    findings += _typical("functions", functions, 0.9, FUNCTION_P90)
    return findings


def _typical(what, lengths, share, bound):
    ordered = sorted(lengths)
    if not ordered:
        return []
    found = ordered[min(len(ordered) - 1, int(len(ordered) * share))]
    if found <= bound:
        return []
    return [Finding(".", 0, f"{share:.0%} of all {what} have up to {found} lines; {bound} is the bound")]


def function_lengths(source):
    """(line, lines) of every function, from its opening brace to its closing one; lambdas count with theirs."""
    found = []
    closings = _closing_lines(source)
    _collect(nest(tokenize(source)), closings, found)
    return found


def _closing_lines(source):
    """Opening token's ordinal among the braces -> line of its closing one, in the order of opening."""
    open_braces, closing = [], {}
    ordinal = 0
    for token in tokenize(source):
        if token.kind == "sign" and token.text == "{":
            open_braces.append(ordinal)
            ordinal += 1
        elif token.kind == "sign" and token.text == "}" and open_braces:
            closing[open_braces.pop()] = token.line
    return iter([closing.get(i, 0) for i in range(ordinal)])


def _collect(group, closings, found, inside=False):
    for item in group.items:
        if not isinstance(item, Group):
            continue
        function = False
        if item.opener == "{":
            end = next(closings)
            function = not inside and is_block(item) and not _is_scope(item)
            if function:
                found.append((item.line, end - item.line + 1))
        _collect(item, closings, found, inside or function)


def _is_scope(group):
    if lambda_of_body(group) is not None:
        return False
    items, at = group.parent.items, group.at - 1
    while at >= 0 and item_text(items[at]) not in (";", "{") and not is_group(items[at], "("):
        if item_text(items[at]) in SCOPES:
            return True
        at -= 1
    return False
