return scenario {
  title = "a size of 2^64",
  about = "LIST and STAT report sizes that do not fit into 64 bits. Catches clients whose sizes wrap around to 0.",
  outcome = "refused with size_out_of_range",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "LIST", argument = "", raw = "+OK\r\n1 18446744073709551616\r\n.\r\n" },
    { on = "STAT", reply = "+OK 1 99999999999999999999999999" },
  },
}
