return scenario {
  title = "gaps between message numbers",
  about = [[
    LIST and UIDL skip message numbers from the start of the session, as if messages had been deleted. Catches clients
    that use the message number as an index.]],
  seen = "every server after DELE; some servers from the start of a session",
  outcome = "tolerated",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "LIST", argument = "", raw = "+OK\r\n2 28\r\n7 29\r\n.\r\n" },
    { on = "UIDL", argument = "", raw = "+OK\r\n2 two\r\n7 seven\r\n.\r\n" },
  },
}
