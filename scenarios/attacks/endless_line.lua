return scenario {
  title = "an endless line",
  about = [[
    The server sends a status line of one mebibyte without a line end. Catches clients that buffer a line without a
    limit.]],
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
