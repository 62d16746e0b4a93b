return scenario {
  title = "CAPA ends the connection",
  about = "The server closes the connection when it receives CAPA. Catches clients that always send CAPA.",
  seen = "servers for which Jakarta Mail has the option disablecapa",
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
