-- A message that was read is gone after QUIT. For whoever leaves mail on the server.
-- Seen: servers for which Jakarta Mail has rsetbeforequit
-- pop3kit: tolerated; undelete_messages() before quit() keeps what was read
return scenario {
  title = "RETR marks as deleted",
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
