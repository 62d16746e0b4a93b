return scenario {
  title = "a greeting that never ends",
  about = "The greeting goes on for a mebibyte without a line end. For whoever reads it all.",
  outcome = "refused with line_too_long; nothing is sent",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "greeting", raw = string.rep("+OK hello ", 104858) },
  },
}
