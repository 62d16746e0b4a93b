return scenario {
  title = "words behind the numbers",
  about = "Words follow the numbers of STAT and LIST. For whoever wants the line to end there.",
  seen = "several servers; RFC 1939 section 5 asks them not to",
  outcome = "tolerated",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "STAT", reply = "+OK 2 57 octets in your maildrop" },
    { on = "LIST", argument = "1", reply = "+OK 1 28 octets" },
  },
}
