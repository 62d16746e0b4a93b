"""Makes the report: python3 bench/report FOLDER reads the JSON files in FOLDER, writes index.html and summary.txt into
it, and prints the summary. The exit status is 1 if a benchmark failed or none was run."""
import sys
from pathlib import Path

import page
import targets
import text_table
from results import Results


def describe(results):
    context = results.context
    rounds = sorted({len(each.rounds) for each in results.contests.values() if each.contenders})
    span = "-".join(str(each) for each in {rounds[0]: 0, rounds[-1]: 0}) if rounds else "0"
    load = ", ".join(f"{each:.1f}" for each in context.get("load_avg", []))
    return f"{context['date']}; {context['num_cpus']} processors at {context['mhz_per_cpu']} MHz, load {load}; {span} rounds"


def main(folder):
    results = Results(folder)
    if not results.contests:
        print("no results", file=sys.stderr)
        return 1
    rows = targets.rows(results)
    subtitle = describe(results)
    measured = [each for each in results.contests.values() if each.contenders]
    summary = f"{subtitle}\n\n{text_table.targets(rows)}\n{text_table.contests(measured)}"
    (folder / "summary.txt").write_text(summary, encoding="utf-8")
    page.write(folder / "index.html", results, rows, subtitle)
    print(f"{subtitle}\n\n{text_table.targets(rows)}")
    for failure in results.failures:
        print(f"failed: {failure}", file=sys.stderr)
    return 1 if results.failures else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
