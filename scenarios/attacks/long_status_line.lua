return scenario {
  title = "a status line of 100,000 octets",
  about = "One status line is longer than any may be. For whoever reads lines into a buffer that grows.",
  outcome = "refused with line_too_long",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "STAT", fault = "overlong_line" },
  },
}
