"""Tables for a terminal."""


def table(heading, lines):
    """Returns a table. Each column is as wide as its widest cell; the first is aligned left, the others right."""
    widths = [max(len(line[i]) for line in [heading, *lines]) for i in range(len(heading))]

    def row(line):
        cells = [line[0].ljust(widths[0])] + [cell.rjust(width) for cell, width in zip(line[1:], widths[1:])]
        return "  ".join(cells).rstrip()

    return "\n".join([row(heading), "  ".join("-" * width for width in widths), *map(row, lines)]) + "\n"


def verdict(met):
    return {True: "met", False: "MISSED", None: "-"}[met]


def targets(rows):
    return table(("case", "target", "measured", ""), [(r.case, r.target, r.measured, verdict(r.met)) for r in rows])


def seconds(value):
    return f"{value:.3f} s" if value >= 0.1 else f"{value * 1000:.2f} ms"


def octets(value):
    return f"{value / 1024 / 1024:.1f} MiB" if value >= 1024 * 1024 else f"{value / 1024:.0f} KiB"


def contests(chosen):
    lines = []
    for contest in chosen:
        reference = contest.contenders[0]
        for who in contest.contenders:
            walls = contest.values(who)
            lines.append((f"{contest.name}  {who}", seconds(contest.median(who)),
                          f"{seconds(min(walls))} - {seconds(max(walls))}", f"{contest.ratio(who, reference):.2f}x",
                          seconds(contest.median(who, "cpu")), octets(contest.median(who, "growth"))))
    return table(("what, and who", "wall", "from - to", "ratio", "CPU", "growth"), lines)
