return scenario {
  title = "a status line of 100,000 octets",
  about = [[
    The status line of STAT has more than 100,000 octets, which exceeds any valid length. Catches clients that read a
    line into a growing buffer.]],
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
