return scenario {
  title = "a unique-id is reused",
  about = [[
    In the second session, a new message has the unique-id of a message that was removed. Catches clients that assume
    that they have already fetched the new message.]],
  seen = "Cyrus (cyrus-imapd #374)",
  outcome = "tolerated; a unique-id names the message that has it in the current session",
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
