return scenario {
  title = "false terminators",
  about = [[
    A message with CRLF line ends contains LF dot LF, LF dot CRLF and CR dot CRLF. Catches clients that end the message
    there and take the remaining octets for replies.]],
  outcome = "tolerated; only CRLF dot CRLF ends the message, and the client keeps every octet",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "RETR", raw = "+OK\r\nSubject: one\r\n\r\na\n.\nb\n.\r\nc\r.\r\n+OK 0 0\r\n.\r\n" },
  },
}
