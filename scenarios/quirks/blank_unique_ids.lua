return scenario {
  title = "a blank unique-id",
  about = "A message has a blank where others have a unique-id. For whoever takes \"\" for an id.",
  seen = "servers that VMime, libetpan, mpop, getmail and Thunderbird make allowances for",
  outcome = "tolerated; the message has no unique-id",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "UIDL", argument = "", raw = "+OK\r\n1  \r\n2 two\r\n.\r\n" },
    { on = "UIDL", argument = "1", raw = "+OK 1  \r\n" },
    { on = "UIDL", argument = "2", reply = "+OK 2 two" },
  },
}
