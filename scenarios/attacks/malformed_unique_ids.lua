return scenario {
  title = "unique-ids before numbers",
  about = "UIDL sends the unique-id before the number. Catches clients that convert text to 0.",
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
