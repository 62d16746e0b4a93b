-- A message arrives whole, and the connection ends behind it. For whoever throws the message away.
-- Seen: DavMail 102
-- pop3kit: tolerated; the message is whole, and the next operation connects again
return scenario {
  title = "hanging up behind a message",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "RETR", raw = "+OK 28 octets\r\nSubject: one\r\n\r\nThe first.\r\n.\r\n", close = "orderly" },
  },
}
