return scenario {
  title = "the connection closes after a wrong password",
  about = [[
    The server closes the connection after PASS, before the client can read the -ERR. Catches clients that ask the user
    for another password after a network error.]],
  seen = "servers for which VMime, libetpan, mpop, getmail and Thunderbird have workarounds",
  outcome = "refused with connection_closed; the client has no proof that the password is wrong",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  listen = { mechanisms = "USER" },
  rules = {
    { on = "PASS", close = "orderly" },
  },
}
