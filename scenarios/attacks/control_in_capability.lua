return scenario {
  title = "NUL in a capability",
  about = "The name of a capability holds a NUL. For whoever compares up to it.",
  outcome = "refused with malformed_response",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "CAPA", raw = "+OK\r\nSTLS\0\r\n.\r\n" },
  },
}
