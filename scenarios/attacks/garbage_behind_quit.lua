return scenario {
  title = "an invalid reply to QUIT",
  about = [[
    The server answers QUIT with a line that is not a status line. Catches clients that assume that the messages are
    removed, or that they are not.]],
  outcome = [[
    tolerated; the report says that it is unknown if the deleted messages are removed, with malformed_status_line as the
    cause]],
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
