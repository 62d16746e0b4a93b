return scenario {
  title = "+ERR instead of -ERR",
  about = "The server refuses RETR with +ERR. Catches clients that look only at the first octet of a status line.",
  seen = "hMailServer (pull request #594)",
  outcome = "refused with malformed_status_line",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "RETR", reply = "+ERR no such message" },
  },
}
