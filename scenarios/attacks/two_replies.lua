-- DELE is answered twice. For whoever takes the second +OK for the answer to what is sent next.
-- pop3kit: refused with unsolicited_data
return scenario {
  title = "two replies to one command",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "DELE", fault = "duplicate_reply" },
  },
}
