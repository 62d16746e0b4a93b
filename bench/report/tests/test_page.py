"""What the page on performance says of the benchmarks is so."""
import itertools
import re
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))

import targets  # noqa: E402
from results import Results  # noqa: E402

BOUND = re.compile(r"([<>]= [\d.]+(?:x| MiB| KiB))")

# What the page says, where that is decided, and how it reads there.
DECIDED = (
    ("reads 256 KiB at a time", "bench/support/floor_client.cpp", r"read_octets = 256 \* 1024;"),
    ("256 commands in flight", "bench/support/floor_client.hpp", r"window = 256;"),
    ("runs three rounds instead of five", "bench/support/contest.cpp", r"repetitions=3\" : \"--benchmark_repetitions=5\""),
    ("a relay in its own process", "bench/support/delay_relay.hpp", r"server_process start_delay_relay\("),
    ("RETR of 10,000 x 4 KiB, 200 x 1 MiB, 1 x 200 MiB", "bench/bench_fetch.cpp",
     r'"10000x4KiB"(?s:.*)"200x1MiB"(?s:.*)"1x200MiB"'),
    ("1 x 10 GiB", "bench/bench_fetch.cpp", r'"retr/1x10GiB/plain"'),
    ("LIST and UIDL of 100,000 messages", "bench/bench_list.cpp", r"listed_messages = 100'000;"),
    ("TOP 0 of 10,000", "bench/bench_list.cpp", r"topped_messages = 10'000;"),
    ("1 to 32 connections and `automatic`", "bench/bench_connections.cpp", r"connections\{1, 2, 4, 8, 16, 32\};"),
    ("round trips of 0 to 80 ms", "bench/bench_connections.cpp",
     r"round_trips\{milliseconds\(0\), milliseconds\(5\), milliseconds\(20\), milliseconds\(80\)\};"),
    ("0 to 10 ms for each command", "bench/bench_connections.cpp",
     r"service_times\{milliseconds\(0\), milliseconds\(1\), milliseconds\(10\)\};"),
    ("500 messages at 20 ms", "bench/bench_connections.cpp", r"distant_messages = 500;"),
    ("2,000 messages from a server that delays", "bench/bench_connections.cpp", r"delayed_messages = 2000;"),
    ("1 to 10,000 sessions", "bench/bench_server.cpp", r"\{1, 100, 1000, 10'000\}\) held->Arg"),
)


def bounds(texts):
    """The bounds that targets name, in their order; equal ones that follow each other count once."""
    return [bound for bound, _ in itertools.groupby(itertools.chain.from_iterable(map(BOUND.findall, texts)))]


class Page(unittest.TestCase):
    def setUp(self):
        (page,) = (ROOT / "docs").rglob("performance.md")
        self.page = page.read_text(encoding="utf-8")

    def test_shows_the_targets_that_are_printed(self):
        rows = re.findall(r"^\| ([^|]+) \| ([^|]*[<>]= [^|]+) \| ([^|]+) \| ([^|]*) \|$", self.page, re.MULTILINE)
        with tempfile.TemporaryDirectory() as folder:
            printed = targets.rows(Results(Path(folder)))
        self.assertEqual(bounds(target for _, target, _, _ in rows), bounds(row.target for row in printed))
        self.assertEqual({verdict.strip() for _, _, _, verdict in rows}, {"met", "missed", "not measured"})

    def test_describes_the_benchmarks_as_they_are(self):
        text = " ".join(self.page.split())
        for says, file, pattern in DECIDED:
            with self.subTest(says):
                self.assertIn(says, text)
                self.assertRegex((ROOT / file).read_text(encoding="utf-8"), pattern)


if __name__ == "__main__":
    unittest.main()
