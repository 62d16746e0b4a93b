return scenario {
  title = "a message arrives between LIST and UIDL",
  about = [[
    UIDL lists a message that LIST does not list. Catches clients that match the lines of LIST and UIDL by position.]],
  seen = "servers for which VMime, libetpan, mpop, getmail and Thunderbird have workarounds",
  outcome = "tolerated; if only one of the two listings contains a message, the value from the other one is missing",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "UIDL", argument = "", raw = "+OK\r\n1 one\r\n2 two\r\n3 three\r\n.\r\n" },
  },
}
