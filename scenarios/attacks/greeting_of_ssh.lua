return scenario {
  title = "the greeting of an SSH server",
  about = "The port is that of an SSH server. For whoever sends a password to it.",
  outcome = "refused with malformed_status_line; nothing is sent",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "greeting", raw = "SSH-2.0-OpenSSH_9.2\r\n" },
  },
}
