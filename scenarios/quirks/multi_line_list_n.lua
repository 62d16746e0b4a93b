return scenario {
  title = "LIST n has a body",
  about = "LIST and UIDL with a number answer with a body. For whoever takes the body for the next reply.",
  seen = "mailpit 518 and 552",
  outcome = "refused with unsolicited_data; with malformed_status_line if the next command is on its way already",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "LIST", argument = "1", raw = "+OK\r\n1 28\r\n.\r\n" },
    { on = "LIST", argument = "2", raw = "+OK\r\n2 29\r\n.\r\n" },
    { on = "UIDL", argument = "", raw = "+OK\r\n1 one\r\n2 two\r\n.\r\n" },
    { on = "UIDL", argument = "1", raw = "+OK\r\n1 one\r\n.\r\n" },
    { on = "UIDL", argument = "2", raw = "+OK\r\n2 two\r\n.\r\n" },
  },
}
