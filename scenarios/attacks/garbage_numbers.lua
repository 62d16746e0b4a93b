return scenario {
  title = "invalid numbers",
  about = [[
    LIST reports a size with an exponent, and STAT reports a hexadecimal number. Catches clients that parse the first
    digits and ignore the rest.]],
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
