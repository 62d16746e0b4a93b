return scenario {
  title = "two +OK lines",
  about = [[
    The server answers USER, a single-line command, with two +OK lines. Catches clients that take the second line for
    the reply to the next command.]],
  seen = "pop.km.ru (MailKit #1533)",
  outcome = "refused with unsolicited_data; otherwise the client would match every later reply to the wrong command",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  listen = { mechanisms = "USER" },
  rules = {
    { on = "USER", raw = "+OK\r\n+OK send your password\r\n" },
  },
}
