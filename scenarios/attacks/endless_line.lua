return scenario {
  title = "a line without an end",
  about = "A status line goes on for a mebibyte, and no LF comes. For whoever waits for it with all memory.",
  outcome = "refused with line_too_long",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "STAT", raw = "+OK " .. string.rep("x", 1048576) },
  },
}
