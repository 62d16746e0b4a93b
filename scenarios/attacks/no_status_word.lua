-- The reply begins with +OKAY. For whoever compares three octets.
-- pop3kit: refused with malformed_status_line
return scenario {
  title = "a reply that only looks like one",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "STAT", reply = "+OKAY 2 57" },
  },
}
