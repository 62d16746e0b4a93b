"""A running server, as tests use it."""

import os
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Dict, List, Optional, Sequence, Type, Union
from urllib.parse import quote

from ._control import ControlRoom
from ._errors import Pop3kitError, VerdictError
from ._expectations import Expectation, Findings, JournalEntry, Verdict, expectation, is_command
from ._process import ServeProcess

File = Union[str, "os.PathLike[str]"]

DEFAULT_SCENARIO = """return scenario {
  title = "three messages",
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3, size = "1 KiB" } } } },
}
"""
HOST = "127.0.0.1"
_SLICE = 0.1  # seconds that one request for a verdict may wait
_PAGE = 10_000


class Server:
    """A POP3 server that plays a scenario: a file, or the Lua text in `text`.

    The server starts when it is first needed, or by start(). Without a scenario it has the account alice with the password
    s3cret and three messages. `strict` makes a rule that never fired fail the verdict. `options` are further arguments of
    `pop3kit serve`, such as ("--journal", "journal.jsonl").

    As a context manager the server is closed at the end; if no exception passes, verify() is called before that.
    """

    def __init__(self, scenario: Optional[File] = None, *, text: Optional[str] = None, strict: bool = False,
                 seed: Optional[int] = None, command: Optional[str] = None, options: Sequence[str] = ()) -> None:
        if scenario is not None and text is not None:
            raise ValueError("a scenario is a file or a text, not both")
        self.strict = strict
        self._command = command
        self._options = [*options] + (["--seed", str(seed)] if seed is not None else [])
        self._scenario, self._text = scenario, text
        self._process: Optional[ServeProcess] = None
        self._room: Optional[ControlRoom] = None
        self._home: Optional[Path] = None
        self._expected: List[Expectation] = []
        self._closed = False

    # Life

    @property
    def is_started(self) -> bool:
        """True from start() until close()."""
        return self._process is not None

    def start(self) -> "Server":
        """Starts the server if it was not started before, and returns it when its ports are open."""
        if self._closed:
            raise Pop3kitError("the server was closed")
        if self._process is not None:
            return self
        file = None
        if self._scenario is not None:
            file = Path(os.path.abspath(self._scenario))
            self._home = file.parent
        text = DEFAULT_SCENARIO if self._text is None else self._text
        self._process = ServeProcess(None if file is None else str(file), text, self._command, self._options)
        ready = self._process.ready
        self._room = ControlRoom(ready["admin_port"], ready["admin_token"], self._process.complaint)
        return self

    def close(self) -> None:
        """Ends the server and every session. Further calls do nothing."""
        self._closed = True
        process, self._process = self._process, None
        if process is not None:
            process.stop()

    def __enter__(self) -> "Server":
        return self.start()

    def __exit__(self, kind: Optional[Type[BaseException]], error: Optional[BaseException],
                 traceback: Optional[TracebackType]) -> None:
        try:
            if kind is None and not self._closed:
                self.verify()
        finally:
            self.close()

    # Where it listens

    @property
    def _ready(self) -> Dict[str, Any]:
        process = self.start()._process
        assert process is not None
        return process.ready

    def _port(self, name: str) -> int:
        port = self._ready.get(name)
        if port is None:
            raise Pop3kitError(f"the scenario opens no listener for {name}")
        return int(port)

    @property
    def host(self) -> str:
        return HOST

    @property
    def port(self) -> int:
        """The port without TLS at the beginning; STLS is offered there."""
        return self._port("port")

    @property
    def tls_port(self) -> int:
        """The port with TLS from the first octet."""
        return self._port("tls_port")

    @property
    def ca_file(self) -> str:
        """The file with the authority that a client must trust, PEM."""
        return str(self._ready["ca_file"])

    @property
    def url(self) -> str:
        return f"pop3://{HOST}:{self.port}"

    @property
    def tls_url(self) -> str:
        return f"pop3s://{HOST}:{self.tls_port}"

    @property
    def admin_url(self) -> str:
        return f"http://{HOST}:{self._port('admin_port')}"

    @property
    def admin_token(self) -> str:
        return str(self._ready["admin_token"])

    # What it does

    def ask(self, method: str, path: str, body: Union[str, bytes, None] = None, **query: Any) -> Any:
        """Sends any request to the control room and returns the decoded answer; see docs/reference/control.md."""
        self.start()
        assert self._room is not None
        return self._room.ask(method, path, body, **query)

    def load(self, scenario: Optional[File] = None, *, text: Optional[str] = None, seed: Optional[int] = None) -> "Server":
        """Plays another scenario from its beginning, on the same ports and with the same authority.

        The expectations of the test are forgotten. Files that the scenario names must lie in the folder of the scenario
        that the server was started with, or below it.
        """
        if (scenario is None) == (text is None):
            raise ValueError("load() takes a file or a text")
        if self._process is None and seed is None:
            self._scenario, self._text = scenario, text
            return self.start()
        self._expected.clear()
        if scenario is None:
            self.ask("PUT", "/scenario", text, seed=seed)
            return self
        self.start()
        file = Path(os.path.abspath(scenario))
        try:
            body = file.read_bytes()
        except OSError as error:
            raise Pop3kitError(f"scenario '{scenario}': {error.strerror}") from error
        home = self._home
        inside = home is not None and (file.parent == home or home in file.parents)
        directory = os.path.relpath(file.parent, home) if inside else None
        try:
            self.ask("PUT", "/scenario", body, name=file.name, directory=directory, seed=seed)
        except Pop3kitError as error:
            if inside:
                raise
            raise Pop3kitError(f"{error}\n(this server looks for files of a scenario in {home or 'no folder'}, where its "
                               "first scenario lies)", error.status) from None
        return self

    def reset(self, *, seed: Optional[int] = None) -> None:
        """Begins the scenario again: mailboxes, rules, journal and verdict are as at the start."""
        self._expected.clear()
        self.ask("POST", "/reset", seed=seed)

    def deliver(self, account: str, message: Union[str, bytes]) -> None:
        """Delivers a whole message, for sessions that log in later. LF becomes CRLF."""
        self.ask("POST", f"/mailboxes/{quote(account, safe='')}/messages", message)

    def mailbox(self, account: str) -> List[Dict[str, Any]]:
        """Returns what a session that logs in now would see: number, unique_id and size of each message."""
        found: List[Dict[str, Any]] = []
        while True:
            page = self.ask("GET", f"/mailboxes/{quote(account, safe='')}", **{"from": len(found) + 1, "limit": _PAGE})
            found += page["messages"]
            if len(page["messages"]) < _PAGE:
                return found

    def add_rules(self, text: str, *, last: bool = False) -> List[int]:
        """Adds rules, written as in a scenario, and returns their numbers: `add_rules('{ on = "RETR", close = "reset" }')`.

        They come first among the rules, or last.
        """
        return [each["rule"] for each in self.ask("POST", "/rules", text, at="last" if last else "first")]

    def remove_rule(self, number: int) -> None:
        self.ask("DELETE", f"/rules/{number}")

    def remove_rules(self) -> None:
        """Removes all rules, including those of the scenario."""
        self.ask("DELETE", "/rules")

    def rules(self) -> List[Dict[str, Any]]:
        """Returns the rules in the order in which they are considered; `fired` says how often each has fired."""
        return list(self.ask("GET", "/rules"))

    def release(self, gate: str) -> None:
        """Opens a gate at which a rule holds sessions."""
        self.ask("POST", f"/holds/{quote(gate, safe='')}/release")

    def sessions(self) -> List[Dict[str, Any]]:
        return list(self.ask("GET", "/sessions"))

    def end_sessions(self, connection: Optional[int] = None, *, close: str = "reset") -> int:
        """Ends one session, or all, with RST ("reset") or FIN ("orderly"), and returns how many there were."""
        path = "/sessions" if connection is None else f"/sessions/{connection}"
        return int(self.ask("DELETE", path, close=close)["ended"])

    # What it saw

    def journal(self, *, kind: Optional[str] = None, connection: Optional[int] = None, user: Optional[str] = None,
                text: Optional[str] = None, wait: Optional[float] = None) -> List[JournalEntry]:
        """Returns what happened, oldest first. Each argument selects entries; `text` is the beginning of an entry's text.

        `wait` is how many seconds to wait for the first such entry. Secrets are "****".
        """
        found: List[JournalEntry] = []
        since = 0
        while True:
            told = self.ask("GET", "/journal", since=since, limit=_PAGE, kind=kind, connection=connection, user=user, text=text,
                            wait=wait)
            found += [JournalEntry(each["at"], each["connection"], each["kind"], each["user"], each["text"], each["octets"],
                                   each.get("line_end")) for each in told["entries"]]
            if len(told["entries"]) < _PAGE:
                return found
            since, wait = told["next"], None

    def commands(self, connection: Optional[int] = None) -> List[str]:
        """Returns the commands that came, oldest first, as the client sent them, except for secrets."""
        return [entry.text for entry in self.journal(kind="command", connection=connection)]

    def wait_for(self, command: str, *, timeout: float = 30) -> JournalEntry:
        """Waits for a command, "RETR" or "RETR 1", and returns its entry; its reply may still be pending.

        Raises VerdictError if it does not come in `timeout` seconds.
        """
        end = time.monotonic() + timeout
        since = 0
        while True:
            told = self.ask("GET", "/journal", kind="command", since=since, limit=_PAGE, wait=end - time.monotonic())
            for each in told["entries"]:
                entry = JournalEntry(each["at"], each["connection"], each["kind"], each["user"], each["text"], each["octets"],
                                     each.get("line_end"))
                if is_command(entry, command):
                    return entry
            if not told["entries"]:
                raise VerdictError(f"{command} did not come within {timeout:g} seconds")
            since = told["next"]

    # What is expected

    def expect(self, command: str, *, exactly: Optional[int] = None, at_least: Optional[int] = None,
               at_most: Optional[int] = None, never: bool = False, connection: Optional[int] = None,
               user: Optional[str] = None) -> None:
        """Adds an expectation to those of the scenario: how often a command, "RETR" or "RETR 1", must come.

        Without a bound: at least once. verify() and verdict() judge it, until load() or reset() forget it.
        """
        self.start()
        self._expected.append(expectation(command, exactly, at_least, at_most, never, connection, user))

    def verdict(self, *, wait: float = 0) -> Verdict:
        """Returns the verdict, and waits at most `wait` seconds for actions of clients that are still connected."""
        end = time.monotonic() + wait
        while True:
            left = end - time.monotonic()
            findings = self._findings(min(_SLICE, left) if left > 0 else None)
            if left <= 0 or not (findings.is_open() and self.sessions()):
                break
        if findings.is_open():  # the last session may have ended after it was judged
            findings = self._findings(None)
        return findings.verdict(self.journal(kind="command"))

    def _findings(self, wait: Optional[float]) -> Findings:
        told = self.ask("GET", "/verdict", wait=wait)
        journal = self.journal(kind="command") if self._expected else []
        return Findings(told, self.strict, [each.judge(journal) for each in self._expected])

    def verify(self, *, wait: float = 5) -> None:
        """Raises VerdictError, with each difference, unless every expectation was met.

        Waits at most `wait` seconds for what clients that are still connected will do. If none is, it does not wait.
        """
        verdict = self.verdict(wait=wait)
        if not verdict.good:
            raise VerdictError(verdict.difference)


def serve(scenario: Optional[File] = None, *, text: Optional[str] = None, strict: bool = False, seed: Optional[int] = None,
          command: Optional[str] = None, options: Sequence[str] = ()) -> Server:
    """Starts a server and returns it; see Server. Use it in a `with` statement, which verifies and closes it."""
    return Server(scenario, text=text, strict=strict, seed=seed, command=command, options=options).start()
