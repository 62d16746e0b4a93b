return scenario {
  title = "a unique-id comes back",
  about = [[
    The second session has the unique-id of a message that is gone on a new one. For whoever believes that it was
    fetched.]],
  seen = "Cyrus (cyrus-imapd 374)",
  outcome = "tolerated; a unique-id means the message that carries it in this session",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { connection = 1, on = "UIDL", argument = "", raw = "+OK\r\n1 one\r\n2 two\r\n.\r\n" },
    { connection = 2, on = "UIDL", argument = "", raw = "+OK\r\n1 one\r\n.\r\n" },
    { connection = 2, on = "LIST", argument = "", raw = "+OK\r\n1 29\r\n.\r\n" },
    { connection = 2, on = "RETR", raw = "+OK 29 octets\r\nSubject: two\r\n\r\nThe second.\r\n.\r\n" },
  },
}
