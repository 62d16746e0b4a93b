return scenario {
  title = "two +OK lines",
  about = "A single-line command is answered by two +OK lines. For whoever takes the second one for the next reply.",
  seen = "pop.km.ru (MailKit 1533)",
  outcome = "refused with unsolicited_data; every later reply would be taken for another",
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
