return scenario {
  title = "+OK behind the -ERR to APOP",
  about = [[
    A failed APOP is answered by -ERR, a farewell by +OK, and the end of the connection. For whoever tries USER on
    that connection.]],
  seen = "Qpopper",
  outcome = "refused with authentication_failed; what stands behind a refused login matters to nobody",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  listen = { mechanisms = { "APOP", "USER" } },
  rules = {
    { on = "greeting", reply = "+OK ready <1896.697170952@mail.example.org>" },
    { on = "APOP", raw = "-ERR wrong password\r\n+OK Pop server signing off.\r\n", close = "orderly" },
  },
}
