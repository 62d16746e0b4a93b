"""The life of the process behind a server."""

import os
import signal
import socket
import subprocess
import sys

import pop3kit
import pytest

HOLDER = """
import sys, pop3kit
server = pop3kit.serve()
print(server.port, server.ca_file, flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("end", [lambda holder: holder.send_signal(signal.SIGKILL), lambda holder: holder.stdin.close()],
                         ids=["killed", "not closed"])
def test_server_ends_with_its_test_process(end):
    holder = subprocess.Popen([sys.executable, "-c", HOLDER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    port, ca_file = holder.stdout.readline().split()
    with socket.create_connection(("127.0.0.1", int(port)), timeout=60) as session:
        assert session.recv(1000).startswith(b"+OK")
        assert os.path.exists(ca_file)
        end(holder)
        holder.wait()
        try:
            assert session.recv(1000) == b""  # the server has ended
        except ConnectionResetError:
            pass
    assert not os.path.exists(os.path.dirname(ca_file))


def test_close_ends_the_server_and_removes_its_files():
    server = pop3kit.serve()
    folder, port = os.path.dirname(server.ca_file), server.port
    server.close()
    assert not os.path.exists(folder)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=60)


def test_server_that_was_shut_down_says_that_it_does_not_answer():
    server = pop3kit.serve()
    with socket.create_connection((server.host, server.port), timeout=60) as session:
        server.ask("POST", "/shutdown")
        while session.recv(1000):
            pass
    with pytest.raises(pop3kit.Pop3kitError, match="the server does not answer"):
        server.verify()
    server.close()


def test_invalid_scenario_is_refused_with_every_mistake():
    with pytest.raises(pop3kit.Pop3kitError) as refused:
        pop3kit.serve(text="return scenario { rulse = {},\n  expcet = {} }")
    assert "unknown key 'rulse' in a scenario; did you mean 'rules'?" in str(refused.value)
    assert "unknown key 'expcet' in a scenario; did you mean 'expect'?" in str(refused.value)


def test_missing_scenario_is_named():
    with pytest.raises(pop3kit.Pop3kitError, match="nowhere.lua"):
        pop3kit.serve("nowhere.lua")


def test_missing_command_is_named(monkeypatch):
    monkeypatch.setenv("POP3KIT", "/nowhere/pop3kit")
    with pytest.raises(pop3kit.Pop3kitError, match="the command '/nowhere/pop3kit' was not found; install pop3kit, or set POP3KIT"):
        pop3kit.serve()


def test_command_on_the_path_is_used(monkeypatch, tmp_path):
    (tmp_path / "pop3kit").symlink_to(os.path.abspath(os.environ["POP3KIT"]))
    monkeypatch.delenv("POP3KIT")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    with pop3kit.serve() as server:
        assert server.port > 0


def test_options_are_handed_to_serve(tmp_path):
    journal = tmp_path / "journal.jsonl"
    with pop3kit.serve(options=["--journal", str(journal)]) as server:
        server.verify()
    assert '"kind":"start"' in journal.read_text()
