-- Octets without a line end follow the reply. For whoever puts them before the next.
-- pop3kit: refused with unsolicited_data
return scenario {
  title = "octets behind a reply",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "STAT", fault = "trailing_octets" },
  },
}
