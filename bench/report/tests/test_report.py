"""The report of a small run, written out by hand."""
import contextlib
import importlib.util
import io
import json
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HERE))

import targets  # noqa: E402
from results import Results, cells  # noqa: E402

CONTEXT = {"date": "2026-01-01T00:00:00+00:00", "num_cpus": 2, "mhz_per_cpu": 2000, "load_avg": [0.1]}


def main_of_report():
    spec = importlib.util.spec_from_file_location("report_main", HERE / "__main__.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.main


def round_of(name, **walls):
    entry = {"run_name": f"{name}/iterations:1/manual_time", "run_type": "iteration"}
    for who, wall in walls.items():
        who = who.replace("_", "-").removeprefix("n")
        entry |= {f"{who}.wall": wall, f"{who}.cpu": wall / 2, f"{who}.peak": 1e6, f"{who}.growth": 2048.0}
    return entry


class Report(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, *entries):
        document = {"context": CONTEXT, "benchmarks": list(entries)}
        (self.folder / "bench.json").write_text(json.dumps(document))

    def run_main(self):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main_of_report()(self.folder)
        return status, out.getvalue(), err.getvalue()

    def row(self, case, target):
        found = [r for r in targets.rows(Results(self.folder)) if r.case == case and r.target == target]
        self.assertEqual(len(found), 1)
        return found[0]

    def test_ratios_are_those_of_medians(self):
        name = "retr/10000x4KiB/plain"
        self.write(round_of(name, floor=1.0, pop3kit=1.1), round_of(name, floor=1.0, pop3kit=9.0),
                   round_of(name, floor=2.0, pop3kit=1.2))
        row = self.row("RETR 10,000 x 4 KiB: wall", "<= 1.25x the floor")
        self.assertEqual((row.measured, row.met), ("1.20x", True))

    def test_a_missed_target_is_called_missed(self):
        self.write(round_of("retr/10000x4KiB/plain", floor=1.0, pop3kit=1.5))
        status, out, _ = self.run_main()
        self.assertEqual(status, 0)
        self.assertIn("1.50x  MISSED", out)
        self.assertIn("MISSED", (self.folder / "index.html").read_text())

    def test_what_was_not_measured_is_neither_met_nor_missed(self):
        self.write(round_of("retr/10000x4KiB/plain", floor=1.0, pop3kit=1.0))
        self.assertIsNone(self.row("server: logins, 50 clients", ">= 0.8x upper-bound").met)

    def test_automatic_counts_by_its_worst_case(self):
        self.write(round_of("connections/rtt:20ms/service:0ms/lockstep/plain", n1=4.0, n8=1.0, automatic=1.05),
                   round_of("connections/rtt:0ms/service:0ms/pipelined/plain", n1=1.0, n8=1.2, automatic=1.2))
        rows = {row.case.split(",")[0]: row for row in targets.rows(Results(self.folder)) if "automatic" in row.case}
        self.assertEqual(rows["automatic: beside one connection"].measured, "1.20x at worst")
        self.assertFalse(rows["automatic: beside one connection"].met)

    def test_automatic_is_held_beside_the_best_number_where_that_takes_long(self):
        self.write(round_of("connections/rtt:20ms/service:0ms/lockstep/plain", n1=4.0, n8=1.0, automatic=3.0),
                   round_of("lasting/rtt:20ms/service:0ms/lockstep/plain", n8=8.0, n16=4.0, automatic=4.2))
        row = self.row("automatic: beside the best fixed number, where that takes over 2 s", "<= 1.1x")
        self.assertEqual((row.measured, row.met), ("1.05x at worst", True))

    def test_cells_know_where_they_were_measured(self):
        self.write(round_of("connections/rtt:80ms/service:10ms/pipelined/tls", n1=4.0, n16=1.0, automatic=1.0))
        (cell,) = cells(Results(self.folder))
        self.assertEqual((cell.round_trip, cell.service_time, cell.pipelined, cell.tls), (80, 10, True, True))
        self.assertEqual(cell.counts, [1, 16])

    def test_the_page_needs_no_network(self):
        self.write(round_of("connections/rtt:20ms/service:0ms/lockstep/plain", floor=3.0, n1=4.0, n8=1.0, automatic=1.0),
                   round_of("server/retr", upper_bound=0.1, pop3kit=0.2, dovecot=3.0))
        self.assertEqual(self.run_main()[0], 0)
        page = (self.folder / "index.html").read_text().replace("http://www.w3.org/2000/svg", "")
        self.assertIn("<svg", page)
        self.assertNotIn("http", page)

    def test_a_failed_benchmark_is_a_failed_report(self):
        self.write(round_of("top/10000", floor=1.0, pop3kit=1.0),
                   {"run_name": "list/100000", "run_type": "iteration", "error_occurred": True, "error_message": "lost"})
        status, _, err = self.run_main()
        self.assertEqual(status, 1)
        self.assertIn("list/100000: lost", err)

    def test_a_program_that_died_is_a_failed_report(self):
        self.write(round_of("top/10000", floor=1.0, pop3kit=1.0))
        (self.folder / "cut.json").write_text('{"context": {')
        status, _, err = self.run_main()
        self.assertEqual(status, 1)
        self.assertIn("cut.json: cut short", err)

    def test_no_results_are_a_failure(self):
        self.assertEqual(self.run_main()[0], 1)


if __name__ == "__main__":
    unittest.main()
