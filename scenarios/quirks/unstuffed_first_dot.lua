return scenario {
  title = "the first dot of a message is not stuffed",
  about = [[
    A message that begins with a dot goes out without stuffing of that dot. For whoever takes it for an empty
    message.]],
  seen = "Dovecot 2.3",
  outcome = [[
    refused with message_truncated where the first line is a dot alone; any other first dot is removed, as RFC 1939
    says]],
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "RETR", argument = "1", raw = "+OK 31 octets\r\n.\r\nSubject: one\r\n\r\nThe first.\r\n.\r\n" },
    { on = "RETR", argument = "2", raw = "+OK 30 octets\r\n.Subject: two\r\n\r\nThe second.\r\n.\r\n" },
  },
}
