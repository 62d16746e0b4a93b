return scenario {
  title = "the greeting of an IMAP server",
  about = "The port is that of an IMAP server. For whoever sends a password to it.",
  outcome = "refused with malformed_status_line; nothing is sent",
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
