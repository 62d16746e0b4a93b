return scenario {
  title = "an unsolicited reply",
  about = [[
    The server sends an unsolicited status line before its reply to DELE. Catches clients that match every later reply
    to the wrong command.]],
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
