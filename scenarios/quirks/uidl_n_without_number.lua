return scenario {
  title = "UIDL n answers without the number",
  about = "The answer to UIDL n is the unique-id alone. For whoever takes the id for a number.",
  seen = "Twisted 9104",
  outcome = "refused with malformed_response; nothing says which message the answer is about",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "UIDL", argument = "1", reply = "+OK one" },
  },
}
