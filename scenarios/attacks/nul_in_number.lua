return scenario {
  title = "NUL in a number",
  about = [[
    The server sends a NUL after the number of messages in its reply to STAT. Catches clients that stop at the NUL and
    take the size for missing.]],
  outcome = "refused with malformed_response",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "STAT", raw = "+OK 2\0 57\r\n" },
  },
}
