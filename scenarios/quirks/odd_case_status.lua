return scenario {
  title = "status indicators in mixed case",
  about = [[
    The server sends the status indicators +Ok and -err. Catches clients that compare status indicators
    case-sensitively.]],
  seen = "several servers; RFC 1939 requires upper case",
  outcome = "tolerated",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "STAT", reply = "+Ok 2 57" },
    { on = "DELE", reply = "-err no such message" },
  },
}
