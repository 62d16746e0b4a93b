return scenario {
  title = "unique-ids ahead of numbers",
  about = "UIDL has number and unique-id the wrong way round. For whoever turns words into 0.",
  outcome = "refused with malformed_response",
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
