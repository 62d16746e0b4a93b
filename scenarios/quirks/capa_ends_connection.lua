return scenario {
  title = "CAPA ends the connection",
  about = "The server hangs up when it is asked what it can do. For whoever asks without being able not to.",
  seen = "servers for which Jakarta Mail has disablecapa",
  outcome = "refused with connection_closed",
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
