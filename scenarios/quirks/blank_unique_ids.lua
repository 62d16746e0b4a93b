return scenario {
  title = "an empty unique-id",
  about = [[
    UIDL returns only spaces instead of a unique-id for message 1. Catches clients that use the empty string as a
    unique-id.]],
  seen = "servers for which VMime, libetpan, mpop, getmail and Thunderbird have workarounds",
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
