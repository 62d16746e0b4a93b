"""A server as a context manager."""

import poplib
import ssl
import threading

import pop3kit
import pytest
from conftest import connect


@pytest.fixture
def server():
    """The server without a scenario of its own."""
    with pop3kit.serve() as running:
        yield running


def test_default_scenario_has_three_messages_of_alice(server):
    assert connect(server).stat() == (3, 3072)
    assert [each["number"] for each in server.mailbox("alice")] == [1, 2, 3]


def test_urls_name_host_and_ports(server):
    assert server.url == f"pop3://{server.host}:{server.port}"
    assert server.tls_url == f"pop3s://{server.host}:{server.tls_port}"
    assert server.admin_url.startswith("http://127.0.0.1:")


def test_client_that_trusts_the_ca_file_connects_over_tls(server):
    trust = ssl.create_default_context(cafile=server.ca_file)
    client = poplib.POP3_SSL(server.host, server.tls_port, timeout=60, context=trust)
    client.user("alice")
    client.pass_("s3cret")
    assert client.stat() == (3, 3072)
    client.quit()


def test_two_servers_share_nothing(server):
    with pop3kit.serve() as other:
        assert other.port != server.port
        connect(other).quit()
        assert server.commands() == []


def test_bad_verdict_is_raised_at_the_end_of_the_with_block(torn):
    with pytest.raises(pop3kit.VerdictError) as failed:
        with pop3kit.serve(torn) as server:
            with pytest.raises(OSError):
                connect(server).retr(1)
    assert str(failed.value).splitlines() == [
        "the client did not meet the scenario 'torn' (seed 1):",
        f"  {torn}:5: expected RETR 1 exactly 2 times, but it came once",
        "the client sent:",
        "  1: USER alice",
        "  1: PASS ****",
        "  1: RETR 1",
    ]


def test_exception_of_the_block_is_not_hidden_by_the_verdict(torn):
    with pytest.raises(ZeroDivisionError):
        with pop3kit.serve(torn):
            raise ZeroDivisionError


def test_verdict_waits_for_a_client_that_is_still_at_work(torn):
    with pop3kit.serve(torn) as server:
        with pytest.raises(OSError):
            connect(server).retr(1)
        client = connect(server)
        held = server.add_rules('{ on = "NOOP", hold = "gate" }')
        late = threading.Thread(target=lambda: (client.noop(), client.retr(1), client.quit()))
        late.start()
        server.wait_for("NOOP")
        assert [each.state for each in server.verdict().expectations] == ["open"]
        server.release("gate")
        server.verify(wait=60)
        late.join()
        assert len(held) == 1


def test_strict_fails_for_a_rule_that_never_fired(torn):
    text = torn.read_text().replace('{ command = "RETR 1", exactly = 2 }', "")
    with pop3kit.serve(text=text) as tolerant:
        assert tolerant.verdict().good
    with pytest.raises(pop3kit.VerdictError, match=r"scenario.lua:4: RETR: this rule never fired"):
        with pop3kit.serve(text=text, strict=True):
            pass


def test_journal_is_narrowed_by_its_arguments(server):
    client = connect(server)
    client.stat()
    client.quit()
    connect(server).quit()
    assert server.commands(connection=1) == ["USER alice", "PASS ****", "STAT", "QUIT"]
    assert [entry.connection for entry in server.journal(kind="command", text="QUIT")] == [1, 2]
    (stat,) = server.journal(kind="command", text="STAT", user="alice")
    assert (stat.kind, stat.user, stat.line_end) == ("command", "alice", "crlf")
    assert server.journal(kind="hook_error") == []


def test_wait_for_returns_the_command_while_its_reply_is_pending(server):
    server.add_rules('{ on = "NOOP", hold = "gate" }')
    client = connect(server)
    waiting = threading.Thread(target=client.noop)
    waiting.start()
    entry = server.wait_for("noop")
    assert (entry.connection, entry.user) == (1, "alice")
    assert server.sessions()[0]["last_command"] == "NOOP"
    server.release("gate")
    waiting.join()
    client.quit()


def test_wait_for_says_what_did_not_come(server):
    connect(server).quit()
    with pytest.raises(pop3kit.VerdictError, match="RETR 3 did not come within 0 seconds"):
        server.wait_for("RETR 3", timeout=0)


def test_session_that_is_ended_breaks_for_the_client(server):
    client = connect(server)
    assert server.end_sessions() == 1
    with pytest.raises((OSError, poplib.error_proto)):
        client.stat()


def test_rules_come_and_go_while_a_session_runs(server):
    client = connect(server)
    (number,) = server.add_rules('{ on = "STAT", times = 1, reply = err("SYS/TEMP", "later") }')
    with pytest.raises(poplib.error_proto, match="later"):
        client.stat()
    assert [(rule["rule"], rule["fired"]) for rule in server.rules()] == [(number, 1)]
    server.remove_rule(number)
    assert server.rules() == []
    server.add_rules('{ on = "STAT", close = "reset" }', last=True)
    server.remove_rules()
    assert client.stat() == (3, 3072)


def test_mistake_in_a_rule_names_its_line_and_the_nearest_key(server):
    with pytest.raises(pop3kit.Pop3kitError, match="rules:2: unknown key 'raply' in a rule; did you mean 'reply'") as refused:
        server.add_rules('{ on = "STAT",\n  raply = "+OK" }')
    assert refused.value.status == 422


def test_delivered_mail_is_there_at_the_next_login(server):
    server.deliver("alice", "Subject: new\n\nHello.\n")
    assert connect(server).retr(4)[1] == [b"Subject: new", b"", b"Hello."]


def test_account_with_unusual_characters_gets_its_mail(server):
    server.load(text='return scenario { accounts = { ["a/b c@example.org"] = { password = "s3cret" } } }')
    server.deliver("a/b c@example.org", b"Subject: new\r\n\r\n")
    assert len(server.mailbox("a/b c@example.org")) == 1


def test_reset_begins_the_scenario_anew(server):
    client = connect(server)
    client.dele(1)
    client.quit()
    server.expect("NOOP")
    server.reset()
    assert connect(server).stat()[0] == 3
    assert server.verdict().good


def test_load_keeps_ports_and_authority(server, torn):
    port, ca_file = server.port, server.ca_file
    server.load(torn)
    assert (server.port, server.ca_file) == (port, ca_file)
    assert server.verdict().title == "torn"
    server.load(text='return scenario { title = "nobody" }')
    with pytest.raises(poplib.error_proto):
        connect(server)


def test_load_finds_the_files_that_a_scenario_names(tmp_path):
    below = tmp_path / "below"
    below.mkdir()
    (below / "letter.eml").write_text("Subject: below\n\n", encoding="utf-8")
    mail = 'return scenario { accounts = { alice = { password = "s3cret", mailbox = { eml "letter.eml" } } } }'
    (below / "letter.lua").write_text(mail, encoding="utf-8")
    (tmp_path / "first.lua").write_text('return scenario { title = "first" }', encoding="utf-8")
    with pop3kit.serve(tmp_path / "first.lua") as server:
        server.load(below / "letter.lua")
        assert connect(server).retr(1)[1] == [b"Subject: below", b""]
    with pop3kit.serve() as elsewhere:
        with pytest.raises(pop3kit.Pop3kitError, match=r"letter.eml(.|\n)*this server looks for files of a scenario in no folder"):
            elsewhere.load(below / "letter.lua")


def test_server_starts_with_the_first_scenario_that_is_loaded(tmp_path):
    (tmp_path / "letter.eml").write_text("Subject: hello\n\n", encoding="utf-8")
    mail = 'return scenario { accounts = { alice = { password = "s3cret", mailbox = { eml "letter.eml" } } } }'
    (tmp_path / "letter.lua").write_text(mail, encoding="utf-8")
    with_nothing = pop3kit.Server()
    assert not with_nothing.is_started
    with_nothing.load(tmp_path / "letter.lua")
    assert connect(with_nothing).retr(1)[1] == [b"Subject: hello", b""]
    with_nothing.close()
    with_nothing.close()
    with pytest.raises(pop3kit.Pop3kitError, match="the server was closed"):
        with_nothing.start()


def test_scenario_is_a_file_or_a_text(torn):
    with pytest.raises(ValueError, match="not both"):
        pop3kit.serve(torn, text="return scenario {}")
    with pop3kit.serve() as server, pytest.raises(ValueError, match="a file or a text"):
        server.load()


def test_seed_replaces_that_of_the_scenario():
    with pop3kit.serve(seed=7) as server:
        assert server.verdict().seed == 7
        server.reset(seed=8)
        assert server.verdict().seed == 8
        server.load(text="return scenario {}", seed=9)
        assert server.verdict().seed == 9


def test_scenario_without_tls_has_no_tls_port():
    with pop3kit.serve(text="return scenario { listen = { tls = false } }") as server:
        with pytest.raises(pop3kit.Pop3kitError, match="the scenario opens no listener for tls_port"):
            server.tls_port
