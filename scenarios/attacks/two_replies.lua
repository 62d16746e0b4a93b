return scenario {
  title = "two replies to one command",
  about = "DELE is answered twice. For whoever takes the second +OK for the answer to what is sent next.",
  outcome = "refused with unsolicited_data",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "DELE", fault = "duplicate_reply" },
  },
}
