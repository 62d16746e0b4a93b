return scenario {
  title = "STAT reports 0 octets",
  about = "STAT reports two messages with a total size of 0 octets. Catches clients that take the maildrop for empty.",
  seen = "servers for which VMime, libetpan, mpop, getmail and Thunderbird have workarounds",
  outcome = "tolerated; the client relies on the number of messages",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "STAT", reply = "+OK 2 0" },
  },
}
