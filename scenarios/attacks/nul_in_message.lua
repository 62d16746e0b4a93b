return scenario {
  title = "NUL and non-ASCII octets in a message",
  about = [[
    A message contains NUL and octets that are not valid UTF-8. Catches clients that store a message as a C string.]],
  outcome = "tolerated; the client treats messages as octets",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "RETR", raw = "+OK\r\nSubject: a\0b\r\n\r\n\xff\xfe\0\x80\r\n.\r\n" },
  },
}
