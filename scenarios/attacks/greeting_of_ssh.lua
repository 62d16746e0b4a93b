return scenario {
  title = "the greeting of an SSH server",
  about = "The greeting is that of an SSH server. Catches clients that send a password to such a server.",
  outcome = "refused with malformed_status_line; the client sends nothing",
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
