return scenario {
  title = "STAT tells 0 octets",
  about = "There are messages, but STAT tells no size. For whoever takes the maildrop for empty.",
  seen = "servers that VMime, libetpan, mpop, getmail and Thunderbird make allowances for",
  outcome = "tolerated; the number of messages decides",
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
