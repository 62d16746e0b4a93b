return scenario {
  title = "+OKAY instead of +OK",
  about = "The server answers STAT with +OKAY. Catches clients that compare only three octets.",
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
