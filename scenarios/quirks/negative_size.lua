return scenario {
  title = "a size below 0",
  about = [[
    LIST reports a negative size for message 1. Catches clients that stop reading the listing there, or allocate the
    size.]],
  seen = "tpop3d, GreenMail",
  outcome = "tolerated; the size of that message is unknown",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "LIST", argument = "", raw = "+OK\r\n1 -1\r\n2 29\r\n.\r\n" },
    { on = "LIST", argument = "1", raw = "+OK 1 -1\r\n" },
  },
}
