return scenario {
  title = "hanging up on a wrong password",
  about = [[
    The server hangs up before its -ERR can be read. For whoever asks for a new password after a network failure.]],
  seen = "servers that VMime, libetpan, mpop, getmail and Thunderbird make allowances for",
  outcome = "refused with connection_closed; nobody said that the password is wrong",
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
