-- The connection ends in good order before the terminator of UIDL. For whoever takes what has come for all there is.
-- pop3kit: refused with connection_closed
return scenario {
  title = "a listing breaks off",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "UIDL", fault = "missing_terminator", close = "orderly" },
  },
}
