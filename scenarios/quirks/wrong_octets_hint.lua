return scenario {
  title = "RETR announces a wrong size",
  about = "The status of RETR tells a size that has nothing to do with the message. For whoever reads so many octets.",
  seen = "Jakarta Mail",
  outcome = "tolerated; sizes are hints, the terminator ends a message",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "RETR", argument = "1", raw = "+OK 832 octets\r\nSubject: one\r\n\r\nThe first.\r\n.\r\n" },
    { on = "RETR", argument = "2", raw = "+OK 3 octets\r\nSubject: two\r\n\r\nThe second.\r\n.\r\n" },
  },
}
