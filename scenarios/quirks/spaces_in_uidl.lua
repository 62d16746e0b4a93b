return scenario {
  title = "several spaces before the unique-id",
  about = [[
    UIDL separates the number from the unique-id by several spaces, and sends spaces at the end of the line. Catches
    clients that split the line at the first space.]],
  seen = "Comcast Maillennium (Thunderbird for Android #323)",
  outcome = "tolerated",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "UIDL", argument = "", raw = "+OK\r\n1    one  \r\n2  two\r\n.\r\n" },
    { on = "UIDL", argument = "1", reply = "+OK  1   one " },
  },
}
