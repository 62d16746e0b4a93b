return scenario {
  title = "a greeting of rubbish",
  about = "The greeting is a line of random octets. For whoever looks for \"+OK\" anywhere.",
  outcome = "refused with malformed_status_line; nothing is sent",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "greeting", fault = "garbage" },
  },
}
