"""Expectations of a test, in addition to those of its scenario, and the verdict on both."""

from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional, Sequence


@dataclass(frozen=True)
class JournalEntry:
    """One thing that happened: docs/reference/control.md lists the kinds."""

    at: float
    connection: int
    kind: str
    user: str
    text: str
    octets: int
    line_end: Optional[str]


@dataclass(frozen=True)
class ExpectationReport:
    """One expectation: `state` is "open", "met" or "failed"; `difference` is None if it is met."""

    where: str
    expected: str
    state: str
    difference: Optional[str]


@dataclass(frozen=True)
class Verdict:
    """The verdict on the client. `difference` is the text that a failed test shows, or ""."""

    good: bool
    title: str
    seed: int
    expectations: Sequence[ExpectationReport]
    script_errors: Sequence[str]
    unfired_rules: Sequence[str]
    difference: str


def times(count: int) -> str:
    return "never came" if count == 0 else "came once" if count == 1 else f"came {count} times"


def _often(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def is_command(entry: JournalEntry, wanted: str) -> bool:
    """Returns whether a command is `wanted`: a verb in upper or lower case with any argument, or a whole line."""
    if entry.kind != "command":
        return False
    verb, _, argument = wanted.partition(" ")
    came, _, with_argument = entry.text.partition(" ")
    return came.upper() == verb.upper() and (not argument or argument == with_argument)


@dataclass(frozen=True)
class Expectation:
    """How often a command must come."""

    command: str
    at_least: int
    at_most: Optional[int]
    connection: Optional[int]
    user: Optional[str]

    def wanted(self) -> str:
        out = self.command
        if self.user is not None:
            out += f" by {self.user}"
        if self.connection is not None:
            out += f" on connection {self.connection}"
        if self.at_most == 0:
            return f"{out} never"
        if self.at_most == self.at_least:
            return f"{out} exactly {_often(self.at_least)}"
        bounds = []
        if self.at_least > 0:
            bounds.append(f"at least {_often(self.at_least)}")
        if self.at_most is not None:
            bounds.append(f"at most {_often(self.at_most)}")
        return f"{out} {' and '.join(bounds)}"

    def judge(self, journal: Sequence[JournalEntry]) -> ExpectationReport:
        """Counts the command in the journal. Too few are "open": more can come."""
        verb = self.command.partition(" ")[0]
        count, others = 0, []
        for entry in journal:
            here = self.connection in (None, entry.connection) and self.user in (None, entry.user)
            if here and is_command(entry, self.command):
                count += 1
            elif is_command(entry, verb):
                others.append(f"{entry.text} on connection {entry.connection}")
        state = "met"
        if self.at_most is not None and count > self.at_most:
            state = "failed"
        elif count < self.at_least:
            state = "open"
        if state == "met":
            return ExpectationReport("the test", self.wanted(), state, None)
        difference = f"the test expected {self.wanted()}, but it {times(count)}"
        if state == "open" and others:
            difference += f"; nearest: {', '.join(list(dict.fromkeys(others))[:3])}"
        return ExpectationReport("the test", self.wanted(), state, difference)


def expectation(command: str, exactly: Optional[int], at_least: Optional[int], at_most: Optional[int], never: bool,
                connection: Optional[int], user: Optional[str]) -> Expectation:
    """Makes an expectation from a command as written in a scenario. Without a bound: at least once."""
    if "$" in command or "|" in command:
        raise ValueError(f"'{command}' is a pattern; write it into the scenario's own expect = {{ ... }}")
    if never:
        exactly = 0
    if exactly is not None:
        if at_least is not None or at_most is not None:
            raise ValueError("'exactly' and 'never' are complete; leave out the other bounds")
        return Expectation(command, exactly, exactly, connection, user)
    if at_least is None:
        at_least = 1 if at_most is None else 0
    return Expectation(command, at_least, at_most, connection, user)


@dataclass
class Findings:
    """Collects the verdict of the control room and of the test's own expectations."""

    told: Dict[str, Any]
    strict: bool
    own: List[ExpectationReport] = field(default_factory=list)

    def expectations(self) -> List[ExpectationReport]:
        of_scenario = [ExpectationReport(each["where"], each["expected"], each["state"], each["difference"])
                       for each in self.told["expectations"]]
        return of_scenario + self.own

    def is_good(self) -> bool:
        met = bool(self.told["good"]) and all(each.state == "met" for each in self.own)
        return met and not (self.strict and self.told["unfired_rules"])

    def is_open(self) -> bool:
        """Returns whether the verdict can still become good."""
        states = {each.state for each in self.expectations()}
        return "open" in states and "failed" not in states and not self.told["script_errors"]

    def verdict(self, journal: Sequence[JournalEntry]) -> Verdict:
        good = self.is_good()
        return Verdict(good, self.told["title"], self.told["seed"], tuple(self.expectations()),
                       tuple(self.told["script_errors"]), tuple(self.told["unfired_rules"]),
                       "" if good else self._difference(journal))

    def _difference(self, journal: Sequence[JournalEntry]) -> str:
        lines = [f"the client did not meet the scenario '{self.told['title']}' (seed {self.told['seed']}):"]
        lines += [f"  {each.difference}" for each in self.expectations() if each.difference]
        lines += [f"  {each}" for each in self.told["script_errors"]]
        lines += [f"  {each}: this rule never fired" for each in self.told["unfired_rules"]]
        lines.append("the client sent:")
        return "\n".join(lines + (command_lines(journal) or ["  no command"]))


MOST_COMMANDS = 30


def command_lines(journal: Sequence[JournalEntry]) -> List[str]:
    """Returns the last commands, one on each line, after the number of the connection."""
    sent = [f"  {entry.connection}: {entry.text}" for entry in journal if entry.kind == "command"]
    left_out = len(sent) - MOST_COMMANDS
    return [f"  ({left_out} commands before these)"] * (left_out > 0) + sent[-MOST_COMMANDS:]
