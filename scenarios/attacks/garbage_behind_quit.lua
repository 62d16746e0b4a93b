return scenario {
  title = "rubbish answers QUIT",
  about = [[
    QUIT is answered by a line that is no status. For whoever believes that the messages are gone, or that they are
    not.]],
  outcome = [[
    tolerated; whether deleted messages are gone is unknown, and the report says so, with malformed_status_line as
    the cause]],
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "QUIT", reply = "what?" },
  },
}
