"""The targets and the measured values."""
from dataclasses import dataclass

from results import cells, lasting

MIB = 1024 * 1024


@dataclass(frozen=True)
class Row:
    case: str
    target: str
    measured: str
    met: bool | None  # None: not measured here


def ratio_row(results, case, name, most, measure="wall", reference="floor", contender="pop3kit"):
    contest = results.get(name)
    target = f"<= {most:g}x {'the floor' if reference == 'floor' else reference}"
    if contest is None or not contest.has(contender) or not contest.has(reference):
        return Row(case, target, "not measured", None)
    ratio = contest.ratio(contender, reference, measure)
    return Row(case, target, f"{ratio:.2f}x", ratio <= most)


def advantage_row(results, case, name, least, other):
    """The target is to be at least `least` times as fast as `other`."""
    contest = results.get(name)
    target = f">= {least:g}x {other}"
    if contest is None or not contest.has(other):
        return Row(case, target, "not measured", None)
    advantage = contest.ratio(other, "pop3kit")
    return Row(case, target, f"{advantage:.2f}x", advantage >= least)


def growth_row(results, title):
    case, target = f"memory growth, {title}", "<= 1 MiB"
    contest = results.get(f"retr/{title.replace(' ', '')}/plain")
    if contest is None:
        return Row(case, target, "not measured", None)
    octets = contest.median("pop3kit", "growth")
    return Row(case, target, f"{octets / MIB:.2f} MiB", octets <= MIB)


def list_memory_row(results):
    case, target = "LIST + UIDL of 100,000: memory", "<= 1.5x the wire octets"
    contest = results.get("list/100000")
    if contest is None:
        return Row(case, target, "not measured", None)
    ratio = contest.median("pop3kit", "growth") / contest.fact("wire_octets")
    return Row(case, target, f"{ratio:.2f}x", ratio <= 1.5)


def session_row(results):
    case, target = "server: memory per idle session, plain", "<= 16 KiB"
    contest = results.get("server/sessions/10000")
    if contest is None:
        return Row(case, target, "not measured", None)
    octets = contest.fact("octets_per_session")
    return Row(case, target, f"{octets / 1024:.1f} KiB", octets <= 16 * 1024)


def automatic_rows(results):
    measured = cells(results)
    never_slower = "automatic: beside one connection, anywhere in the grid"
    near_best = "automatic: beside the best fixed number, where that takes over 2 s"
    if not measured:
        return [Row(never_slower, "<= 1.03x", "not measured", None), Row(near_best, "<= 1.1x", "not measured", None)]
    worst = max(each.contest.ratio("automatic", "1") for each in measured)
    rows = [Row(never_slower, "<= 1.03x", f"{worst:.2f}x at worst", worst <= 1.03)]
    slow = []
    for contest in [each.contest for each in measured] + lasting(results):
        best = min(contest.median(str(count)) for count in contest.fixed_numbers)
        if best > 2:
            slow.append(contest.median("automatic") / best)
    if slow:
        rows.append(Row(near_best, "<= 1.1x", f"{max(slow):.2f}x at worst", max(slow) <= 1.1))
    else:
        rows.append(Row(near_best, "<= 1.1x", "no case took so long", None))
    return rows


def rows(results):
    small, large, huge = "10,000 x 4 KiB", "200 x 1 MiB", "1 x 200 MiB"
    table = [
        ratio_row(results, f"RETR {small}: wall", "retr/10000x4KiB/plain", 1.25),
        advantage_row(results, f"RETR {small}: wall", "retr/10000x4KiB/plain", 40, "libcurl"),
    ]
    for title, name in ((large, "retr/200x1MiB"), (huge, "retr/1x200MiB")):
        table.append(ratio_row(results, f"RETR {title}: wall", f"{name}/plain", 1.1))
        table.append(ratio_row(results, f"RETR {title}: CPU", f"{name}/plain", 1.4, "cpu"))
    for title, name in ((small, "retr/10000x4KiB"), (large, "retr/200x1MiB"), (huge, "retr/1x200MiB")):
        table.append(ratio_row(results, f"RETR {title}, TLS: wall", f"{name}/tls", 1.15))
    table += [
        growth_row(results, "1 x 200 MiB"),
        growth_row(results, "1 x 10 GiB"),
        ratio_row(results, "LIST + UIDL of 100,000: wall", "list/100000", 1.6),
        list_memory_row(results),
        ratio_row(results, "TOP 0 of 10,000, headers kept: wall", "top/10000", 2),
        ratio_row(results, "500 x 4 KiB at 20 ms round trip: wall", "distant/500x4KiB/rtt:20ms", 1.05),
        ratio_row(results, "the same, capabilities remembered: wall", "distant/500x4KiB/rtt:20ms", 1.1,
                  reference="eager-floor", contender="remembering"),
        ratio_row(results, "2,000 x 4 KiB from a server that delays what is pipelined: wall",
                  "delayed-pipelining/2000x4KiB", 1.5, reference="pipelining-off"),
    ]
    table += [
        ratio_row(results, f"{server}, one at a time: wall", f"one-at-a-time/{server}", 1.3)
        for server in ("Courier", "Cyrus")
    ]
    table += automatic_rows(results)
    table += [
        advantage_row(results, "server: RETR 4 KiB, generated mail", "server/retr", 10, "dovecot"),
        advantage_row(results, "server: logins, 50 clients", "server/logins", 0.8, "upper-bound"),
        session_row(results),
    ]
    return table
