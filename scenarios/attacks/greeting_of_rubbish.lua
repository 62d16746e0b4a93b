return scenario {
  title = "a greeting of random octets",
  about = "The greeting is a line of random octets. Catches clients that search for \"+OK\" anywhere in the line.",
  outcome = "refused with malformed_status_line; the client sends nothing",
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
