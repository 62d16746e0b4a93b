return scenario {
  title = "numbers that are none",
  about = "The size has an exponent. For whoever reads the digits and stops.",
  outcome = "refused with malformed_response",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "LIST", argument = "1", reply = "+OK 1 1e9" },
    { on = "STAT", reply = "+OK 0x2 57" },
  },
}
