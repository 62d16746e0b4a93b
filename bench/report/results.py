"""The results that the benchmarks wrote."""
import json
import re
import statistics
from dataclasses import dataclass, field
from pathlib import Path

REFERENCES = ("floor", "upper-bound")
MANY = 1_000_000


@dataclass
class Contest:
    """One benchmark: its rounds, and the cost of each contender in each round."""

    name: str
    rounds: list[dict] = field(default_factory=list)

    @property
    def contenders(self):
        """The names of the contenders: the reference first, then numbers in order, then pop3kit, then other names."""
        names = [key.removesuffix(".wall") for key in self.rounds[0] if key.endswith(".wall")]

        def place(name):
            return (name not in REFERENCES, int(name) if name.isdigit() else MANY, name != "pop3kit", name)

        return sorted(names, key=place)

    @property
    def fixed_numbers(self):
        """The contenders that are a fixed number of connections."""
        return sorted(int(each) for each in self.contenders if each.isdigit())

    def has(self, contender):
        return f"{contender}.wall" in self.rounds[0]

    def values(self, contender, measure="wall"):
        return [each[f"{contender}.{measure}"] for each in self.rounds]

    def median(self, contender, measure="wall"):
        return statistics.median(self.values(contender, measure))

    def fact(self, name):
        return statistics.median(each[name] for each in self.rounds)

    def ratio(self, contender, reference, measure="wall"):
        below = self.median(reference, measure)
        return self.median(contender, measure) / below if below > 0 else float("inf")


class Results:
    """All results in a folder of JSON files that Google Benchmark wrote."""

    def __init__(self, folder):
        self.contests = {}
        self.failures = []
        self.context = {}
        for file in sorted(Path(folder).glob("*.json")):
            try:
                self._read(json.loads(file.read_text(encoding="utf-8")))
            except json.JSONDecodeError:
                self.failures.append(f"{file.name}: cut short")

    def _read(self, document):
        self.context = document["context"]
        for entry in document["benchmarks"]:
            name = re.sub(r"/(?:iterations:\d+|manual_time|repeats:\d+)", "", entry["run_name"])
            if entry.get("error_occurred"):
                self.failures.append(f"{name}: {entry['error_message']}")
            elif entry["run_type"] == "iteration":
                self.contests.setdefault(name, Contest(name)).rounds.append(entry)

    def get(self, name):
        """Returns a contest, or None if it was not measured."""
        return self.contests.get(name)

    def below(self, prefix):
        return [each for name, each in self.contests.items() if name.startswith(prefix)]


@dataclass(frozen=True)
class Cell:
    """One contest of bench_connections and its conditions."""

    round_trip: int
    service_time: int
    pipelined: bool
    tls: bool
    contest: Contest

    @property
    def counts(self):
        return self.contest.fixed_numbers


def lasting(results):
    """Returns the contests of bench_connections that take long with any number of connections."""
    return results.below("lasting/")


def cells(results):
    pattern = re.compile(r"connections/rtt:(\d+)ms/service:(\d+)ms/(pipelined|lockstep)/(tls|plain)")
    found = []
    for contest in results.below("connections/"):
        trip, service, how, transport = pattern.fullmatch(contest.name).groups()
        found.append(Cell(int(trip), int(service), how == "pipelined", transport == "tls", contest))
    return found
