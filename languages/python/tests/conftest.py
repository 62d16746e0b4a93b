"""What all tests share: a client that makes no demands, and scenarios in files."""

import poplib

import pytest

pytest_plugins = ["pytester"]

TORN = """return scenario {
  title    = "torn",
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3, size = "4 KiB" } } } },
  rules    = { { on = "RETR", times = 1, cut = { after = 100, close = "reset" } } },
  expect   = { { command = "RETR 1", exactly = 2 } },
}
"""


def connect(server, user="alice", password="s3cret"):
    client = poplib.POP3(server.host, server.port, timeout=60)
    client.user(user)
    client.pass_(password)
    return client


@pytest.fixture
def torn(tmp_path):
    """A scenario file: the first RETR breaks, and the client must try again."""
    file = tmp_path / "torn.lua"
    file.write_text(TORN, encoding="utf-8")
    return file
