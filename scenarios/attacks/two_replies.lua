return scenario {
  title = "two replies to one command",
  about = [[
    The server answers DELE twice. Catches clients that take the second reply for the reply to the next command.]],
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
