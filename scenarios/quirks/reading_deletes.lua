return scenario {
  title = "RETR marks a message as deleted",
  about = [[
    The server marks each retrieved message as deleted, and removes it at QUIT. Catches clients that leave mail on the
    server.]],
  seen = "servers for which Jakarta Mail has the option rsetbeforequit",
  outcome = "tolerated; a call of undelete_messages() before quit() keeps the retrieved messages",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "RETR", fault = "read_marks_deleted" },
  },
}
