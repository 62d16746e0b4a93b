return scenario {
  title = "messages disappear between logins",
  about = [[
    The second session has only the second message, which is now number 1. Catches clients that fetch message 1 because
    the first session listed it.]],
  outcome = "refused with no_such_message; the client does not return the message that has the number now",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { connection = 1, on = "UIDL", argument = "", raw = "+OK\r\n1 one\r\n2 two\r\n.\r\n" },
    { connection = 1, on = "NOOP", close = "orderly" },
    { connection = 2, on = "UIDL", argument = "", raw = "+OK\r\n1 two\r\n.\r\n" },
    { connection = 2, on = "RETR", argument = "1", raw = "+OK 29 octets\r\nSubject: two\r\n\r\nThe second.\r\n.\r\n" },
  },
}
