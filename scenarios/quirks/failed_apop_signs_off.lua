return scenario {
  title = "+OK after the -ERR to APOP",
  about = [[
    The server answers a failed APOP with -ERR, sends another line with +OK, and closes the connection. Catches clients
    that try USER on the same connection.]],
  seen = "Qpopper",
  outcome = "refused with authentication_failed; the client ignores everything that follows the refusal of a login",
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
