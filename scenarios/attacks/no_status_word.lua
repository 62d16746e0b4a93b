return scenario {
  title = "a reply that only looks like one",
  about = "The reply begins with +OKAY. For whoever compares three octets.",
  outcome = "refused with malformed_status_line",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "STAT", reply = "+OKAY 2 57" },
  },
}
