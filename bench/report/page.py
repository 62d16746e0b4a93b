"""The report as one HTML page without external resources."""
from html import escape

import plot
import text_table
from results import cells

STYLE = """
:root { color-scheme: light dark; --ink: #1d2530; --paper: #fdfdfb; --line: #d9dce0; --muted: #68727e; --good: #2e7d4f; --bad: #b3402a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7eb; --paper: #15191e; --line: #343b44; --muted: #98a2ae; --good: #63c08a; --bad: #ef8a72; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 960px; margin: 2.5rem auto; padding: 0 1.2rem; }
h1 { font-size: 1.6rem; margin-bottom: .2rem; } h2 { font-size: 1.2rem; margin: 2.4rem 0 .6rem; border-bottom: 1px solid var(--line); padding-bottom: .3rem; }
h3 { font-size: 1rem; margin: 1.6rem 0 .4rem; } p { max-width: 46rem; } .muted { color: var(--muted); fill: var(--muted); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .9rem; }
th, td { text-align: right; padding: .28rem .6rem; border-bottom: 1px solid var(--line); } th:first-child, td:first-child { text-align: left; }
.met { color: var(--good); } .missed { color: var(--bad); font-weight: 600; }
.panels { display: flex; flex-wrap: wrap; gap: .6rem 1.4rem; } svg { max-width: 100%; height: auto; }
svg text { font: 12px system-ui, sans-serif; fill: var(--ink); } svg text.title { font-weight: 600; font-size: 13px; } svg text.muted { fill: var(--muted); }
svg .grid { stroke: var(--line); } svg .dashes { stroke: var(--ink); stroke-dasharray: 3 4; } details { margin-top: 1rem; }
"""


def table(heading, lines, classes=None):
    head = "".join(f"<th>{escape(cell)}</th>" for cell in heading)
    body = []
    for index, line in enumerate(lines):
        kind = f' class="{classes[index]}"' if classes else ""
        cells_of_line = [f"<td>{escape(cell)}</td>" for cell in line[:-1]] + [f"<td{kind}>{escape(line[-1])}</td>"]
        body.append(f"<tr>{''.join(cells_of_line)}</tr>")
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"


def target_table(rows):
    kinds = {True: "met", False: "missed", None: "muted"}
    lines = [(row.case, row.target, row.measured, text_table.verdict(row.met)) for row in rows]
    return table(("case", "target", "measured", ""), lines, [kinds[row.met] for row in rows])


def wall_bars(contest, title):
    reference = contest.contenders[0]
    entries = [(who, contest.median(who), f"{text_table.seconds(contest.median(who))}, {contest.ratio(who, reference):.2f}x")
               for who in contest.contenders]
    return plot.bars(title, entries)


def rate_bars(contest, title, amount, unit):
    entries = [(who, amount / contest.median(who), f"{amount / contest.median(who):,.0f} {unit}/s")
               for who in contest.contenders]
    return plot.bars(title, entries)


def connection_panels(results):
    measured = cells(results)
    if not measured:
        return ""
    parts = ["<h2>Time against connections</h2><p>100 messages of 4 KiB, login and listing included, through a relay that "
             "adds the distance; the server takes its service time for every command. Both axes are logarithmic.</p>",
             plot.legend(sorted({cell.round_trip for cell in measured}))]
    for tls in sorted({cell.tls for cell in measured}):
        for service in sorted({cell.service_time for cell in measured}):
            panels = []
            for pipelined in (True, False):
                chosen = [c for c in measured if (c.tls, c.service_time, c.pipelined) == (tls, service, pipelined)]
                if chosen:
                    panels.append(plot.connections("pipelined" if pipelined else "one command at a time", chosen))
            title = f"{'TLS' if tls else 'Plain'}, {service} ms for each command"
            parts.append(f'<h3>{title}</h3><div class="panels">{"".join(panels)}</div>')
    return "".join(parts)


def client_section(results):
    titles = {"retr/10000x4KiB": "RETR 10,000 x 4 KiB", "retr/200x1MiB": "RETR 200 x 1 MiB", "retr/1x200MiB": "RETR 1 x 200 MiB"}
    charts = []
    for name, title in titles.items():
        for transport in ("plain", "tls"):
            if contest := results.get(f"{name}/{transport}"):
                charts.append(wall_bars(contest, f"{title}, {transport}"))
    for name, title in (("list/100000", "LIST and UIDL of 100,000, into objects"), ("top/10000", "TOP 0 of 10,000"),
                        ("distant/500x4KiB/rtt:20ms", "500 x 4 KiB, 20 ms away"),
                        ("delayed-pipelining/2000x4KiB", "2,000 x 4 KiB, replies to pipelined commands delayed")):
        if contest := results.get(name):
            charts.append(wall_bars(contest, title))
    if not charts:
        return ""
    return ("<h2>The client beside the floor and its peers</h2><p>The floor is the least that any client can do: large reads, "
            "256 commands in flight, octets thrown away. Shorter is faster; the axis is logarithmic.</p>"
            f'<div class="panels">{"".join(charts)}</div>')


def server_section(results):
    charts = []
    for name, title, amount, unit in (("server/retr", "RETR of 4 KiB, pipelined", 10_000, "messages"),
                                      ("server/noop", "NOOP, pipelined", 200_000, "commands"),
                                      ("server/logins", "Logins, 50 clients", 500, "logins")):
        if contest := results.get(name):
            charts.append(rate_bars(contest, title, amount, unit))
    lines = []
    for contest in results.below("server/sessions/"):
        lines.append((contest.name.rsplit("/", 1)[1], f"{contest.fact('octets_per_session') / 1024:.1f} KiB",
                      f"{contest.fact('sessions_opened_per_second'):,.0f}", f"{contest.fact('commands_per_second'):,.0f}"))
    if not charts and not lines:
        return ""
    held = table(("sessions", "memory each", "opened per second", "commands per second, all at once"), lines) if lines else ""
    return ("<h2>The server</h2><p>The upper bound answers from memory and checks nothing. Longer is faster.</p>"
            f'<div class="panels">{"".join(charts)}</div>{held}')


def wire_section(results):
    lines = []
    for contest in results.contests.values():
        if "bytes_per_second" not in contest.rounds[0]:
            continue
        rate = contest.fact("bytes_per_second")
        lines.append((contest.name, f"{rate / 1e9:.1f}", f"{results.context['mhz_per_cpu'] * 1e6 / rate:.2f}"))
    if not lines:
        return ""
    return ("<h2>The grammar alone</h2><p>Beside one memcpy and one search for line ends over the same octets.</p>"
            + table(("what", "GB per second", "cycles per octet"), lines))


def write(file, results, rows, subtitle):
    measured = [each for each in results.contests.values() if each.contenders]
    raw = text_table.contests(measured) if measured else ""
    file.write_text(f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>pop3kit: benchmarks</title>
<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head><body>
<h1>pop3kit: benchmarks</h1><p class="muted">{escape(subtitle)}</p>
<h2>Targets</h2>{target_table(rows)}
{connection_panels(results)}{client_section(results)}{server_section(results)}{wire_section(results)}
<h2>Everything that was measured</h2><details><summary>medians, and the fastest and slowest round</summary><pre>{escape(raw)}</pre></details>
</body></html>
""", encoding="utf-8")
