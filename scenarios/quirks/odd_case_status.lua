return scenario {
  title = "status in another case",
  about = "The server writes +Ok and -err. For whoever compares octets.",
  seen = "several servers; RFC 1939 wants upper case",
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
