return scenario {
  title = "a terminator in mid-listing",
  about = "A terminator stands in the middle of LIST, and the rest behind it. For whoever takes the rest for replies.",
  outcome = "refused with unsolicited_data",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "LIST", fault = "early_terminator" },
  },
}
