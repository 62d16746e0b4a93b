"""Draws SVG without a library and without network resources."""
import math
from html import escape

COLOURS = ("#2f6db5", "#c4572b", "#3b8f57", "#8a55b0", "#a07d1c", "#b23a6a")
WIDTH, HEIGHT = 430, 280
LEFT, RIGHT, TOP, BOTTOM = 58, 14, 34, 42


def label(seconds):
    return f"{seconds:g} s" if seconds >= 1 else f"{seconds * 1000:g} ms"


def text(x, y, content, anchor="middle", kind="", extra=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{kind}" {extra}>{escape(content)}</text>'


def decades(least, most):
    first, last = math.floor(math.log10(least)), math.ceil(math.log10(most))
    return [10.0**power for power in range(first, max(last, first + 1) + 1)]


class Axes:
    """Two logarithmic axes: connections to the right, time upwards."""

    def __init__(self, counts, least, most):
        self.counts = counts
        self.ticks = decades(least, most)
        self.bottom, self.top = math.log10(self.ticks[0]), math.log10(self.ticks[-1])

    def x(self, count):
        span = math.log2(self.counts[-1] / self.counts[0]) or 1
        return LEFT + math.log2(count / self.counts[0]) / span * (WIDTH - LEFT - RIGHT)

    def y(self, seconds):
        return HEIGHT - BOTTOM - (math.log10(seconds) - self.bottom) / (self.top - self.bottom) * (HEIGHT - TOP - BOTTOM)

    def draw(self):
        parts = []
        for tick in self.ticks:
            y = self.y(tick)
            parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>')
            parts.append(text(LEFT - 6, y + 4, label(tick), "end"))
        for count in self.counts:
            x = self.x(count)
            parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}" class="grid"/>')
            parts.append(text(x, HEIGHT - BOTTOM + 16, str(count)))
        parts.append(text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, "connections", kind="muted"))
        return parts


def connections(title, cells):
    """Draws time by number of connections, one line for each round trip. Dashed lines are `automatic`."""
    counts = cells[0].counts
    times = [cell.contest.median(who) for cell in cells for who in [*map(str, counts), "automatic"]]
    axes = Axes(counts, min(times), max(times))
    parts = [text(LEFT, 18, title, "start", "title"), *axes.draw()]
    for colour, cell in zip(COLOURS, sorted(cells, key=lambda each: each.round_trip)):
        points = [(axes.x(count), axes.y(cell.contest.median(str(count)))) for count in counts]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for count, (x, y) in zip(counts, points):
            hint = f"{cell.round_trip} ms, {count} connections: {label(float(f'{cell.contest.median(str(count)):.3g}'))}"
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"><title>{hint}</title></circle>')
        y = axes.y(cell.contest.median("automatic"))
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{colour}" '
                     'stroke-width="1.2" stroke-dasharray="3 4"><title>automatic</title></line>')
    return frame(WIDTH, HEIGHT, parts)


def legend(round_trips):
    parts, x = [], 4
    for colour, trip in zip(COLOURS, round_trips):
        parts.append(f'<circle cx="{x + 5}" cy="12" r="5" fill="{colour}"/>')
        parts.append(text(x + 15, 16, f"{trip} ms round trip", "start"))
        x += 135
    parts.append(f'<line x1="{x}" x2="{x + 26}" y1="12" y2="12" class="dashes"/>')
    parts.append(text(x + 32, 16, "automatic", "start"))
    return frame(x + 120, 24, parts)


def bars(title, entries):
    """Draws bars from (name, value, text after the bar). The axis is logarithmic, because the values differ widely."""
    width, row, left, room = 640, 26, 130, 150
    least, most = min(each[1] for each in entries), max(each[1] for each in entries)
    low = math.log10(least) - 0.3
    span = math.log10(most) - low
    parts = [text(0, 16, title, "start", "title")]
    for index, (name, value, note) in enumerate(entries):
        y = 28 + index * row
        length = max((math.log10(value) - low) / span, 0.01) * (width - left - room)
        colour = COLOURS[1] if name == "pop3kit" else COLOURS[0]
        parts.append(text(left - 8, y + 15, name, "end"))
        parts.append(f'<rect x="{left}" y="{y}" width="{length:.1f}" height="{row - 7}" rx="3" fill="{colour}"/>')
        parts.append(text(left + length + 7, y + 15, note, "start"))
    return frame(width, 32 + len(entries) * row, parts)


def frame(width, height, parts):
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
            f'height="{height}" role="img">{"".join(parts)}</svg>')
