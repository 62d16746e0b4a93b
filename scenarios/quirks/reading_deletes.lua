return scenario {
  title = "RETR marks as deleted",
  about = "A message that was read is gone after QUIT. For whoever leaves mail on the server.",
  seen = "servers for which Jakarta Mail has rsetbeforequit",
  outcome = "tolerated; undelete_messages() before quit() keeps what was read",
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
