return scenario {
  title = "NUL in a capability",
  about = "A capability name contains a NUL octet. Catches clients that compare the name only up to the NUL.",
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
