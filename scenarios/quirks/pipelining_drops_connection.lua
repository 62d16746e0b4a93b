-- The server announces PIPELINING and hangs up on whoever uses it. For whoever believes what is announced for ever.
-- Seen: o2.pl (MailKit 174)
-- pop3kit: tolerated; a session that is lost in its first pipelined commands makes the next ones go one by one
return scenario {
  title = "PIPELINING is announced, and ends the connection",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    }, lock = false },
  },
  rules = {
    { pipelined = true, close = "orderly" },
  },
}
