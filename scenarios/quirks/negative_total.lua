return scenario {
  title = "STAT counts octets below 0",
  about = "The maildrop is larger than the server can count. For whoever parses a signed number and allocates.",
  seen = "MailKit 872",
  outcome = "refused with malformed_response; a size that is none is not guessed",
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
