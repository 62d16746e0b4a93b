-- The server hangs up when it is asked what it can do. For whoever asks without being able not to.
-- Seen: servers for which Jakarta Mail has disablecapa
-- pop3kit: refused with connection_closed
return scenario {
  title = "CAPA ends the connection",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "CAPA", close = "orderly" },
  },
}
