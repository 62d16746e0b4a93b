-- No status line has a text, not even after AUTH. For whoever skips four octets.
-- Seen: o2.pl (MailKit 171)
-- pop3kit: tolerated
return scenario {
  title = "+OK without text",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  listen = { mechanisms = "PLAIN" },
  rules = {
    { on = "greeting", raw = "+OK\r\n" },
    { on = "AUTH", raw = "+OK\r\n" },
    { on = "LIST", argument = "", raw = "+OK\r\n1 28\r\n2 29\r\n.\r\n" },
    { on = "UIDL", argument = "", raw = "+OK\r\n1 one\r\n2 two\r\n.\r\n" },
    { on = "RETR", raw = "+OK\r\nSubject: one\r\n\r\nThe first.\r\n.\r\n" },
    { on = "DELE", raw = "-ERR\r\n" },
    { on = "QUIT", raw = "+OK\r\n" },
  },
}
