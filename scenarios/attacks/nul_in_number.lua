return scenario {
  title = "NUL in a number",
  about = "A NUL stands behind the number of messages. For whoever stops at it and believes the rest to be missing.",
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
