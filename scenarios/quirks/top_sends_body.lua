return scenario {
  title = "TOP n 0 sends the whole message",
  about = "TOP is asked for no line of the body and sends all of them. For whoever takes body lines for header fields.",
  seen = "Stalwart 3165",
  outcome = "tolerated; what stands behind the empty line is no header",
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
