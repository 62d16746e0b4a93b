-- The maildrop is larger than the server can count. For whoever parses a signed number and allocates.
-- Seen: MailKit 872
-- pop3kit: refused with malformed_response; a size that is none is not guessed
return scenario {
  title = "STAT counts octets below 0",
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
