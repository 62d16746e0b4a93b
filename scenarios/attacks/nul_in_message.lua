return scenario {
  title = "NUL and octets beyond ASCII in a message",
  about = "A message holds NUL, and octets of no charset. For whoever keeps it in a C string.",
  outcome = "tolerated; messages are octets",
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
