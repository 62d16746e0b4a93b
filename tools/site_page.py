"""Prints a Markdown page for the site of ./dev docs: site_page.py FILE. Doxygen runs it as a filter.

The site has only the pages and the public headers. A link to another file of the tree becomes plain text. Each heading gets
an anchor, because Doxygen does not make the anchors that links between pages use."""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]+)\)")
HEADING = re.compile(r"^##+ (.*)$")


def slug(heading):
    """Returns the usual anchor of a heading on web sites."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def anchor(page, name):
    """Returns an anchor that is unique among all pages."""
    place = page.relative_to(ROOT) if page.is_relative_to(ROOT) else page
    return re.sub(r"\W+", "-", str(place.with_suffix(""))) + "-" + name


def site_link(page, text, target):
    name, _, wanted = target.partition("#")
    if "://" in name or not (target.startswith("#") or name.endswith(".md")):
        return f"[{text}]({target})" if "://" in name else text
    named = (page.parent / name).resolve() if name else page
    return f"[{text}](#{anchor(named, wanted)})" if wanted else f"[{text}]({target})"


def site_text(page, text):
    made, code = [], False
    for line in text.splitlines():
        code ^= line.lstrip().startswith("```")
        if not code:
            line = LINK.sub(lambda found: site_link(page, found[1], found[2]), line)
            heading = HEADING.match(line)
            line += f" {{#{anchor(page, slug(heading[1]))}}}" if heading else ""
        made.append(line)
    return "\n".join(made) + "\n"


if __name__ == "__main__":
    file = Path(sys.argv[1]).resolve()
    sys.stdout.write(site_text(file, file.read_text(encoding="utf-8")))
