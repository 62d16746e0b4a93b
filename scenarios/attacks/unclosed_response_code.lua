return scenario {
  title = "a response code without its bracket",
  about = "The bracket of a response code is not closed. For whoever looks for it beyond the line.",
  outcome = "refused with refused; it is text",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "STAT", reply = "-ERR [IN-USE but not closed" },
  },
}
