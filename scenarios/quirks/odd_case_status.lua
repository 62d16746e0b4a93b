-- The server writes +Ok and -err. For whoever compares octets.
-- Seen: several servers; RFC 1939 wants upper case
-- pop3kit: tolerated
return scenario {
  title = "status in another case",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "STAT", reply = "+Ok 2 57" },
    { on = "DELE", reply = "-err no such message" },
  },
}
