return scenario {
  title = "the greeting of an HTTP server",
  about = "The greeting is the response of an HTTP server. Catches clients that send a password to such a server.",
  outcome = "refused with malformed_status_line; the client sends nothing",
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
