"""Expectations of a test, beside those of its scenario."""

import pop3kit
import pytest
from conftest import connect


@pytest.mark.parametrize("bounds, wanted, came", [
    ({"exactly": 2}, "exactly 2 times", "came 3 times"),
    ({"exactly": 1}, "exactly once", "came 3 times"),
    ({"never": True}, "never", "came 3 times"),
    ({"at_most": 2}, "at most 2 times", "came 3 times"),
    ({"at_least": 4}, "at least 4 times", "came 3 times"),
    ({"at_least": 4, "at_most": 5}, "at least 4 times and at most 5 times", "came 3 times"),
    ({"exactly": 1, "connection": 2}, "on connection 2 exactly once", "never came; nearest: NOOP on connection 1"),
    ({"user": "bob"}, "by bob at least once", "never came; nearest: NOOP on connection 1"),
])
def test_each_bound_has_its_difference(bounds, wanted, came):
    with pop3kit.Server() as server:
        client = connect(server)
        for _ in range(3):
            client.noop()
        client.quit()
        server.expect("NOOP", **bounds)
        with pytest.raises(pop3kit.VerdictError) as failed:
            server.verify()
        server.reset()
    assert f"  the test expected NOOP {wanted}, but it {came}" in str(failed.value)


def test_bounds_that_are_kept_are_met():
    with pop3kit.serve() as server:
        client = connect(server)
        client.retr(1)
        client.retr(2)
        client.quit()
        server.expect("retr", exactly=2)
        server.expect("RETR 1", exactly=1, user="alice", connection=1)
        server.expect("RETR", at_least=1, at_most=2)
        server.expect("DELE", never=True)
        server.expect("QUIT")
        assert [each.state for each in server.verdict().expectations] == ["met"] * 5


def test_nearest_commands_are_told():
    with pop3kit.serve() as server:
        client = connect(server)
        client.retr(2)
        client.quit()
        server.expect("RETR 1", exactly=1)
        assert "but it never came; nearest: RETR 2 on connection 1" in server.verdict().difference
        server.reset()


def test_pattern_belongs_into_the_scenario():
    with pop3kit.serve() as server, pytest.raises(ValueError, match="write it into the scenario"):
        server.expect("RETR $n")


def test_contradicting_bounds_are_refused():
    with pop3kit.serve() as server, pytest.raises(ValueError, match="leave out the other bounds"):
        server.expect("RETR", exactly=1, at_most=2)


def test_long_dialogue_is_shortened_in_the_difference():
    with pop3kit.serve() as server:
        client = connect(server)
        for _ in range(40):
            client.noop()
        client.quit()
        server.expect("STAT")
        lines = server.verdict().difference.splitlines()
        server.reset()
    assert lines[3] == "  (13 commands before these)"
    assert len(lines) == 34
