"""Checks that every link within a site has a file and an anchor: site_links.py FOLDER. Prints the broken links."""
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# Doxygen 1.9.4 links to this section of a class also if it leaves the section out, because all classes in it are private.
LEFT_OUT = "nested-classes"


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.links, self.anchors = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.links.append(value)
            if name == "id" or (tag == "a" and name == "name"):
                self.anchors.add(value)


def lost_links(folder):
    pages = {file: Page(file.read_text(encoding="utf-8")) for file in sorted(folder.rglob("*.html"))}
    lost = []
    for file, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            anchored = parts.fragment in ("", LEFT_OUT) or target not in pages or unquote(parts.fragment) in pages[target].anchors
            if not target.is_file() or not anchored:
                lost.append(f"{file.name}: {link}")
    return lost


def main():
    folder = Path(sys.argv[1]).resolve()
    lost = lost_links(folder)
    for each in sorted(set(lost)):
        print(f"lost link in {each}")
    return 1 if lost or not (folder / "index.html").is_file() else 0


if __name__ == "__main__":
    sys.exit(main())
