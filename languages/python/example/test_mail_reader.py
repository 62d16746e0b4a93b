"""Tests of mail_reader. Run them with pytest; `pip install pop3kit` brings the fixture."""

import poplib

import pytest
from mail_reader import read_all


def test_mail_is_read_and_deleted(pop3):
    assert len(read_all(pop3.host, pop3.port, "alice", "s3cret")) == 3
    assert pop3.mailbox("alice") == []


@pytest.mark.pop3("torn.lua")
def test_message_that_was_torn_is_fetched_again(pop3):
    assert len(read_all(pop3.host, pop3.port, "alice", "s3cret")) == 2


def test_refused_deletion_reaches_the_caller(pop3):
    pop3.add_rules('{ on = "DELE", nth = 2, reply = err("the disk is full") }')
    pop3.expect("QUIT", never=True)
    with pytest.raises(poplib.error_proto, match="the disk is full"):
        read_all(pop3.host, pop3.port, "alice", "s3cret")
