return scenario {
  title = "gaps between the numbers",
  about = [[
    Numbers of messages are missing in LIST, as after DELE, from the first moment on. For whoever takes the number
    for an index.]],
  seen = "any server after DELE; some from the first moment on",
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
