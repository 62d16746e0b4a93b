return scenario {
  title = "the greeting of an HTTP server",
  about = "The port is that of an HTTP server. For whoever sends a password to it.",
  outcome = "refused with malformed_status_line; nothing is sent",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "greeting", raw = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n" },
  },
}
