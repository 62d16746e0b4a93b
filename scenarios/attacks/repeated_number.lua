return scenario {
  title = "a message listed twice",
  about = [[
    UIDL lists message 1 twice, with different unique-ids. Catches clients that use the first or the last unique-id.]],
  outcome = "refused with malformed_response",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "UIDL", argument = "", raw = "+OK\r\n1 one\r\n1 two\r\n.\r\n" },
  },
}
