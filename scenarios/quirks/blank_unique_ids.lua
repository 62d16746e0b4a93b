-- A message has a blank where others have a unique-id. For whoever takes "" for an id.
-- Seen: servers that VMime, libetpan, mpop, getmail and Thunderbird make allowances for
-- pop3kit: tolerated; the message has no unique-id
return scenario {
  title = "a blank unique-id",
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
