-- UIDL has number and unique-id the wrong way round. For whoever turns words into 0.
-- pop3kit: refused with malformed_response
return scenario {
  title = "unique-ids ahead of numbers",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "UIDL", argument = "", raw = "+OK\r\none 1\r\ntwo 2\r\n.\r\n" },
  },
}
