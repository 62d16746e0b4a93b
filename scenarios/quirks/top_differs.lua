return scenario {
  title = "TOP and RETR tell different headers",
  about = "The header from TOP is not the one of the message. For whoever compares them.",
  seen = "Exchange and Lotus Notes (Jakarta Mail)",
  outcome = "tolerated; each is given as it was sent",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "TOP", raw = "+OK\r\nSubject: ONE\r\nX-Server: Exchange\r\n\r\n.\r\n" },
  },
}
