return scenario {
  title = "TOP n 0 returns the whole message",
  about = [[
    TOP n 0 should return no line of the body, but returns the body. Catches clients that take lines of the body for
    header fields.]],
  seen = "Stalwart #3165",
  outcome = "tolerated; the client ends the header at the empty line",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "TOP", raw = "+OK\r\nSubject: one\r\n\r\nNot-A: field\r\n\r\n.\r\n" },
  },
}
