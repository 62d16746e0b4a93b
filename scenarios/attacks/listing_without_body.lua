return scenario {
  title = "a listing without a body",
  about = [[
    The server answers UIDL with the status line alone. Catches clients that wait for the body without a timeout.]],
  outcome = "refused with deadline_exceeded",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "UIDL", argument = "", raw = "+OK\r\n" },
  },
}
