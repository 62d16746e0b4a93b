return scenario {
  title = "hanging up behind a message",
  about = "A message arrives whole, and the connection ends behind it. For whoever throws the message away.",
  seen = "DavMail 102",
  outcome = [[
    tolerated for a message that is fetched alone; of several that are pipelined, the one before the end is in
    doubt: it is discarded, and fetched again if `reconnect` allows another session]],
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "RETR", message = 1, raw = "+OK 28 octets\r\nSubject: one\r\n\r\nThe first.\r\n.\r\n", close = "orderly" },
    { on = "RETR", message = 2, raw = "+OK 29 octets\r\nSubject: two\r\n\r\nThe second.\r\n.\r\n", close = "orderly" },
  },
}
