return scenario {
  title = "STAT reports a negative size",
  about = [[
    STAT reports a negative size, because the maildrop is larger than the server can count. Catches clients that parse a
    signed number and allocate that much memory.]],
  seen = "MailKit #872",
  outcome = "refused with malformed_response; the client does not guess the size",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "STAT", reply = "+OK 2 -2147483648" },
  },
}
