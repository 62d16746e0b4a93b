return scenario {
  title = "a size of 2^64-1",
  about = "Sizes are the largest that there are; their sum is larger. For whoever adds them up.",
  outcome = "tolerated; nothing is allocated by what a server claims",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "LIST", argument = "", raw = "+OK\r\n1 18446744073709551615\r\n2 18446744073709551615\r\n.\r\n" },
    { on = "STAT", reply = "+OK 18446744073709551615 18446744073709551615" },
    { on = "RETR", raw = "+OK 18446744073709551615 octets\r\nSubject: one\r\n\r\nThe first.\r\n.\r\n" },
  },
}
