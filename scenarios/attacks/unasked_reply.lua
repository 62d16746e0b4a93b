return scenario {
  title = "a reply that nobody asked for",
  about = "A status line stands ahead of the one that answers. For whoever takes every reply for the one before.",
  outcome = "refused with unsolicited_data",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "DELE", fault = "unsolicited" },
  },
}
