return scenario {
  title = "an endless greeting",
  about = [[
    The server sends a greeting of one mebibyte without a line end. Catches clients that buffer the greeting without a
    limit.]],
  outcome = "refused with line_too_long; the client sends nothing",
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
