return scenario {
  title = "UIDL n returns no number",
  about = [[
    The reply to UIDL n contains only the unique-id, not the message number. Catches clients that parse the unique-id as
    a number.]],
  seen = "Twisted #9104",
  outcome = "refused with malformed_response; the reply does not say which message it is about",
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
