return scenario {
  title = "the greeting of an IMAP server",
  about = "The greeting is that of an IMAP server. Catches clients that send a password to such a server.",
  outcome = "refused with malformed_status_line; the client sends nothing",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "greeting", raw = "* OK [CAPABILITY IMAP4rev1] ready\r\n" },
  },
}
