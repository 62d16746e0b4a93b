return scenario {
  title = "silence in the middle of a message",
  about = [[
    The server stops sending in the middle of a message and keeps the connection open. Catches clients without a
    timeout.]],
  seen = "mailio #177, node-pop3 #32",
  outcome = "refused with deadline_exceeded",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "RETR", raw = "+OK 28 octets\r\nSubject: one\r\n" },
    { on = "TOP", raw = "+OK\r\nSubject: one\r\n" },
  },
}
