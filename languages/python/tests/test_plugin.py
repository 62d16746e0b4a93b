"""The pytest plugin, in runs of pytest within these tests."""

import os

import pytest
from conftest import TORN

CLIENT = """
import poplib, pytest

def log_in(server):
    client = poplib.POP3(server.host, server.port, timeout=60)
    client.user("alice")
    client.pass_("s3cret")
    return client
"""


@pytest.fixture
def run(pytester):
    """Runs tests in a process of their own: their text, with CLIENT before it."""
    pytester.path.joinpath("torn.lua").write_text(TORN, encoding="utf-8")

    def start(text, *arguments):
        pytester.path.joinpath("test_inner.py").write_text(CLIENT + text, encoding="utf-8")
        return pytester.runpytest_subprocess("-p", "no:cacheprovider", "--strict-markers", *arguments)

    return start


def test_fixture_gives_a_running_server(run):
    run("""
def test_it(pop3):
    assert log_in(pop3).stat() == (3, 3072)
""").assert_outcomes(passed=1)


def test_failing_test_shows_the_readable_difference(run):
    result = run("""
@pytest.mark.pop3("torn.lua")
def test_it(pop3):
    with pytest.raises(OSError):
        log_in(pop3).retr(1)
""")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([
        "the client did not meet the scenario 'torn' (seed 1):",
        "  *torn.lua:5: expected RETR 1 exactly 2 times, but it came once",
        "the client sent:",
        "  1: USER alice",
        "  1: PASS [*][*][*][*]",
        "  1: RETR 1",
    ], consecutive=True)
    result.stdout.no_fnmatch_line("*pytest_plugin.py*")


def test_client_that_meets_the_scenario_passes(run):
    run("""
@pytest.mark.pop3("torn.lua")
def test_it(pop3):
    with pytest.raises(OSError):
        log_in(pop3).retr(1)
    log_in(pop3).retr(1)
""").assert_outcomes(passed=1)


def test_scenario_file_is_relative_to_the_test_file(run, pytester):
    below = pytester.mkdir("below")
    os.rename("torn.lua", below / "torn.lua")
    below.joinpath("test_below.py").write_text("""
import pytest

@pytest.mark.pop3("torn.lua", verify=False)
def test_it(pop3):
    assert pop3.verdict().title == "torn"
""", encoding="utf-8")
    run("").assert_outcomes(passed=1)


def test_marker_takes_a_text_and_options(run):
    run("""
@pytest.mark.pop3(text='return scenario { title = "here" }', seed=9)
def test_it(pop3):
    assert pop3.verdict().title == "here"
    assert pop3.verdict().seed == 9

@pytest.mark.pop3(text='return scenario { rules = { { on = "NOOP", close = "reset" } } }', strict=True)
def test_strict(pop3):
    pass
""").assert_outcomes(passed=1, failed=1)


def test_parameter_chooses_the_scenario(run):
    run("""
@pytest.mark.parametrize("pop3", ["torn.lua", {"text": "return scenario { title = 'torn' }"}], indirect=True)
def test_it(pop3):
    assert pop3.verdict().title == "torn"
    pop3.load(text="return scenario {}")
""").assert_outcomes(passed=2)


def test_each_test_has_a_server_of_its_own(run):
    run("""
def test_one(pop3):
    log_in(pop3).quit()
    assert len(pop3.commands()) == 3

def test_two(pop3):
    assert pop3.commands() == []

def test_several(pop3, serve_pop3):
    other = serve_pop3("torn.lua", text=None)
    assert other.port != pop3.port
    other.load(text="return scenario {}")
""").assert_outcomes(passed=3)


def test_further_server_is_judged_as_well(run):
    result = run("""
def test_it(pop3, serve_pop3):
    pop3.expect("NOOP")
    serve_pop3("torn.lua")
""")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*the test expected NOOP at least once, but it never came",
                                 "*torn.lua:5: expected RETR 1 exactly 2 times, but it never came"])


def test_test_that_fails_by_itself_shows_what_the_client_sent(run):
    result = run("""
def test_it(pop3):
    log_in(pop3).noop()
    assert False, "a reason of its own"
""")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*a reason of its own*", "*pop3kit*", "the client sent:", "  1: USER alice", "*", "  1: NOOP"])


def test_mistake_in_the_scenario_is_an_error_of_the_fixture(run):
    result = run("""
@pytest.mark.pop3(text="return scenario { rulse = {} }")
def test_it(pop3):
    pass
""")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*unknown key 'rulse' in a scenario; did you mean 'rules'?*"])


def test_server_that_ended_too_early_fails_the_test(run):
    result = run("""
def test_it(pop3):
    client = log_in(pop3)
    pop3.ask("POST", "/shutdown")
    with pytest.raises((OSError, EOFError, poplib.error_proto)):
        while True:
            client.noop()
    client.close()
""")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*the server does not answer*"])


def test_closed_server_is_not_judged(run):
    run("""
@pytest.mark.pop3("torn.lua")
def test_it(pop3):
    pop3.close()
""").assert_outcomes(passed=1)


def test_parallel_workers_have_servers_and_ports_of_their_own(run):
    result = run("""
@pytest.mark.parametrize("number", range(8))
def test_it(pop3, number, worker_id):
    client = log_in(pop3)
    for _ in range(number):
        client.noop()
    client.quit()
    pop3.expect("NOOP", exactly=number)
    assert worker_id in ("gw0", "gw1")
""", "-n", "2")
    result.assert_outcomes(passed=8)


def test_failing_test_of_a_parallel_worker_shows_the_difference(run):
    result = run("""
@pytest.mark.pop3("torn.lua")
def test_it(pop3):
    pass

def test_other(pop3):
    log_in(pop3).quit()
""", "-n", "2")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*torn.lua:5: expected RETR 1 exactly 2 times, but it never came", "the client sent:", "  no command"])


def test_marker_is_listed(pytester):
    pytester.runpytest_subprocess("--markers").stdout.fnmatch_lines(["@pytest.mark.pop3(scenario, *"])
