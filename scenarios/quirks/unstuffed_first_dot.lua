return scenario {
  title = "the first dot of a message is not byte-stuffed",
  about = [[
    The server does not byte-stuff a dot at the start of a message. Catches clients that take a message for empty if its
    first line is a single dot.]],
  seen = "Dovecot 2.3",
  outcome = [[
    refused with message_truncated, if the first line is a single dot; the client removes any other first dot, as RFC
    1939 requires]],
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "RETR", argument = "1", raw = "+OK 31 octets\r\n.\r\nSubject: one\r\n\r\nThe first.\r\n.\r\n" },
    { on = "RETR", argument = "2", raw = "+OK 30 octets\r\n.Subject: two\r\n\r\nThe second.\r\n.\r\n" },
  },
}
