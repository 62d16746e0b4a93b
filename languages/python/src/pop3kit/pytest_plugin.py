"""The pytest plugin: the fixtures `pop3` and `serve_pop3`, and the marker that chooses a scenario."""

import os
from typing import Any, Callable, Dict, Iterator, List

import pytest

from ._errors import Pop3kitError
from ._expectations import command_lines
from ._server import Server

_SERVERS = pytest.StashKey[List[Server]]()
_MARKER = ("pop3(scenario, *, text, strict, seed, options, verify=True): the scenario that the fixture pop3 plays: a file, "
           "relative to that of the test, or a Lua text")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", _MARKER)


def _server(request: pytest.FixtureRequest, *arguments: Any, verify: bool = True, **named: Any) -> Server:
    """A server whose scenario file is relative to the test's file, judged after the test."""
    folder = os.path.dirname(request.node.path)
    server = Server(*(os.path.join(folder, each) for each in arguments), **named)
    if verify:
        request.node.stash.setdefault(_SERVERS, []).append(server)
    request.addfinalizer(server.close)
    return server


@pytest.fixture
def pop3(request: pytest.FixtureRequest) -> Server:
    """A POP3 server for this test alone. The test fails if the client does not meet the scenario's expectations.

    The marker `@pytest.mark.pop3("torn.lua")`, a parameter (`parametrize("pop3", [...], indirect=True)`) or pop3.load()
    chooses the scenario. Otherwise there is the account alice, with the password s3cret and three messages.
    """
    marker = request.node.get_closest_marker("pop3")
    arguments = list(marker.args) if marker else []
    named: Dict[str, Any] = dict(marker.kwargs) if marker else {}
    parameter = getattr(request, "param", None)
    if isinstance(parameter, dict):
        named.update(parameter)
    elif parameter is not None:
        arguments = [parameter]
    server = _server(request, *arguments, **named)
    if arguments or named.get("text") is not None:
        server.start()  # a mistake in the scenario is an error of the fixture, not of the test
    return server


@pytest.fixture
def serve_pop3(request: pytest.FixtureRequest) -> Callable[..., Server]:
    """A function that starts further servers, serve_pop3("other.lua"): each is judged and closed as `pop3` is."""

    def start(*arguments: Any, **named: Any) -> Server:
        return _server(request, *arguments, **named).start()

    return start


@pytest.hookimpl(trylast=True)
def pytest_runtest_call(item: pytest.Item) -> None:
    """Runs after the test itself, if that has passed: the test fails, not its teardown."""
    differences = []
    for server in item.stash.get(_SERVERS, []):
        if server.is_started:
            verdict = server.verdict(wait=5)
            if not verdict.good:
                differences.append(verdict.difference)
    if differences:
        pytest.fail("\n\n".join(differences), pytrace=False)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: "pytest.CallInfo[None]") -> Iterator[None]:
    """If the test itself failed, its report says what the client sent."""
    if call.when == "call" and call.excinfo is not None and not call.excinfo.errisinstance((pytest.fail.Exception,
                                                                                            pytest.skip.Exception)):
        for server in item.stash.get(_SERVERS, []):
            try:
                sent = command_lines(server.journal(kind="command")) if server.is_started else []
            except Pop3kitError:
                sent = []
            if sent:
                item.add_report_section("call", "pop3kit", "the client sent:\n" + "\n".join(sent))
    yield
