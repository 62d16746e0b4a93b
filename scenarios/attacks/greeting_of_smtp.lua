return scenario {
  title = "the greeting of an SMTP server",
  about = "The greeting is that of an SMTP server. Catches clients that send a password to such a server.",
  outcome = "refused with malformed_status_line; the client sends nothing",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "greeting", raw = "220 mail.example.org ESMTP Postfix\r\n" },
  },
}
