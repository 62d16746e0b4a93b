return scenario {
  title = "LIST tells 6 GiB for a small message",
  about = "LIST tells sizes beyond 32 bits for small messages. For whoever allocates before reading.",
  seen = "Jakarta Mail ignores sizes beyond 1 GiB",
  outcome = "tolerated; nothing is allocated by what a server claims",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "LIST", argument = "", raw = "+OK\r\n1 6442450944\r\n2 6442450945\r\n.\r\n" },
  },
}
