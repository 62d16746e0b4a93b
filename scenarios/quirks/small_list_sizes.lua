return scenario {
  title = "LIST reports sizes that are too small",
  about = "LIST reports fewer octets than the messages have. Catches clients that allocate exactly the reported size.",
  seen = "servers for which Jakarta Mail allocates 128 additional octets",
  outcome = "tolerated",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "LIST", argument = "", raw = "+OK\r\n1 10\r\n2 11\r\n.\r\n" },
  },
}
