return scenario {
  title = "the connection closes after a message",
  about = [[
    The server sends a complete message and then closes the connection. Catches clients that discard the message.]],
  seen = "DavMail #102",
  outcome = [[
    tolerated, if the client fetches a single message; if it pipelines RETR, it cannot verify the last message before
    the connection closes: it discards that message, and fetches it again if `reconnect` allows another session]],
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
