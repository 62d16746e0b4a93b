"""What pages say of the tree is so."""
import re
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("core", "client/src", "archive/src", "server/src", "simulation/src", "conformance/src", "cli")

# A page, what it says, where that is decided, and how it reads there.
DECIDED = (
    ("interoperation.md", "`./dev test` and the sanitizer runs contain the same tests.", "dev",
     r'suite release -L interop(?s:.*)asan \| tsan\) suite "\$verb" -LE consumer "\$@"'),
    ("interoperation.md", "for any other user these tests fail and say why", "tests/interop/peers/peer_fixture.hpp",
     r'ASSERT_EQ\(::geteuid\(\), 0U\) << "only root can start these servers"'),
    ("simulation.md", "# 10000 seeds, on all processors", "tests/simulation/programs/simulate.cpp",
     r"seeds = 10'000;(?s:.*)jobs = std::max\(std::thread::hardware_concurrency\(\), 1U\);"),
    ("simulation.md", "One seed in fifty runs twice", "tests/simulation/proof/seed_farm.cpp", r"share = 50;"),
    ("simulation.md", "within 20,000 seeds", "tests/simulation/programs/simulate_mutants.cpp", r"most_seeds = 20'000;"),
    ("simulation.md", "The tests run a thousand fixed seeds", "tests/simulation/CMakeLists.txt", r"set\(fixed_seeds 1000\)"),
)


def page(name):
    (found,) = (ROOT / "docs").rglob(name)
    return found.read_text(encoding="utf-8")


def files_with(pattern):
    """The product's sources in which a pattern occurs."""
    sources = [file for room in PRODUCT for file in (ROOT / room).rglob("*.[ch]pp")]
    return {str(file.relative_to(ROOT)) for file in sources if re.search(pattern, file.read_text(encoding="utf-8"))}


def prose(file):
    """The text of a page without its blocks of code."""
    return re.sub(r"^ *```.*?^ *```$", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def anchors(file):
    """What a link can name behind '#': the headings, as web sites spell them."""
    headings = re.findall(r"^#+ (.*)$", prose(file), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.strip().lower()).replace(" ", "-") for each in headings}


def lost_links(file):
    """The links of a page that lead to no file, or to no heading of a page."""
    lost = []
    for link in re.findall(r"\]\(([^)\s]+)\)", prose(file)):
        name, _, anchor = link.partition("#")
        target = file.parent / name if name else file
        if "://" not in link and (not target.exists() or (anchor and anchor not in anchors(target))):
            lost.append(f"{file.name}: {link}")
    return lost


class Pages(unittest.TestCase):
    def test_simulation_shows_every_bug_in_its_order(self):
        bugs = re.findall(r"^  says: (.*)$", (ROOT / "tests/simulation/mutants/bugs.txt").read_text(), re.MULTILINE)
        rows = re.findall(r"^\| (.*?) \| \d+ \| .* \|$", page("simulation.md"), re.MULTILINE)
        self.assertEqual(rows, bugs)

    def test_files_that_architecture_names_exist(self):
        named = re.findall(r"`((?:core|client|server)/[\w/]+\.[ch]pp)`", page("architecture.md"))
        self.assertGreater(len(named), 5)
        self.assertEqual([path for path in named if not (ROOT / path).is_file()], [])

    def test_one_clock_is_read(self):
        reads = r"(?:steady|system)_clock::now|clock_gettime|gettimeofday|this_thread::sleep|steady_timer|nanosleep|\busleep\b|std::time\b"
        self.assertEqual(files_with(reads), {
            "core/net/time/clock.cpp",
            "core/net/async/signal.cpp", "core/net/async/signal.hpp",  # a timer that never expires
            "server/src/lua/budget.cpp",                               # processor time
            "cli/bench/bench_command.cpp",
            "cli/fetch/maildir_store.cpp",                             # names of deliveries
            "archive/src/archive.cpp",                                 # when a message was seen
        })

    def test_one_writer_makes_files(self):
        makes = r"O_CREAT|O_TMPFILE|ofstream|\bfopen\b|mkstemp"
        self.assertEqual(files_with(makes), {
            "core/files/file_system.cpp", "cli/fetch/mbox_file.cpp", "cli/fetch/message_spool.cpp",
        })

    def test_architecture_names_each_gate(self):
        named = {"gates": "Each gate has tests of its own", "format": "formatting", "rooms": "the include table",
                 "sizes": "sizes of files and classes", "co_await": "`co_await` expressions", "leftovers": "leftovers",
                 "test_files": "names of test files", "headers": "headers that compile alone", "documents": "pages that are made from the code",
                 "tidy": "clang-tidy"}
        lint = (ROOT / "tools/lint.py").read_text()
        self.assertEqual(set(re.findall(r'^        "(\w+)":', lint, re.MULTILINE)), set(named))
        text = " ".join(page("architecture.md").split())
        self.assertEqual([words for words in named.values() if words not in text], [])

    def test_what_pages_say_of_dev_and_tests_is_decided_there(self):
        for name, says, file, pattern in DECIDED:
            with self.subTest(says):
                self.assertIn(says, " ".join(page(name).split()))
                self.assertRegex((ROOT / file).read_text(encoding="utf-8"), pattern)

    def test_links_lead_to_files_and_headings(self):
        files = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
        self.assertGreater(len(files), 20)
        self.assertEqual([lost for file in files for lost in lost_links(file)], [])

    def test_links_to_missing_files_and_headings_are_found(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "page.md"
            file.write_text("# One `word`\n[a](page.md#one-word) [b](none.md) [c](#two) [d](https://example.org/x)\n")
            self.assertEqual(lost_links(file), ["page.md: none.md", "page.md: #two"])

    def test_every_page_of_a_folder_is_in_its_index(self):
        for folder in ("reference", "why"):
            index = (ROOT / "docs" / folder / "index.md").read_text()
            listed = set(re.findall(r"\]\((\w[\w-]*\.\w+)\)", index))
            there = {each.name for each in (ROOT / "docs" / folder).iterdir()} - {"index.md"}
            self.assertEqual(there - listed, set(), folder)


if __name__ == "__main__":
    unittest.main()
