return scenario {
  title = "+ERR for -ERR",
  about = "A refusal begins with +ERR. For whoever looks at the first octet alone.",
  seen = "hMailServer (pull request 594)",
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
