-- The greeting goes on for a mebibyte without a line end. For whoever reads it all.
-- pop3kit: refused with line_too_long; nothing is sent
return scenario {
  title = "a greeting that never ends",
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
