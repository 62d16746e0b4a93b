return scenario {
  title = "LIST tells sizes that are too small",
  about = "LIST tells less octets than messages have. For whoever allocates exactly so many.",
  seen = "Jakarta Mail allows for 128 octets",
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
