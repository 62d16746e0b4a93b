return scenario {
  title = "a reply begins inside the message before it",
  about = [[
    PIPELINING is announced, but the reply to the next command begins before the terminator of RETR or TOP. For
    clients that store the status line as a part of the message, and the next message without its beginning.]],
  outcome = "tolerated; what is in doubt is discarded and fetched again, and the next session goes one by one",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    }, lock = false },
  },
  rules = {
    { on = "RETR", fault = "late_terminator" },
    { on = "TOP", fault = "late_terminator" },
  },
}
