-- A terminator stands in the middle of LIST, and the rest behind it. For whoever takes the rest for replies.
-- pop3kit: refused with unsolicited_data
return scenario {
  title = "a terminator in mid-listing",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "LIST", fault = "early_terminator" },
  },
}
