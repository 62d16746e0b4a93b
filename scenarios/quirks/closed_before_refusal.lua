-- The server hangs up before its -ERR can be read. For whoever asks for a new password after a network failure.
-- Seen: servers that VMime, libetpan, mpop, getmail and Thunderbird make allowances for
-- pop3kit: refused with connection_closed; nobody said that the password is wrong
return scenario {
  title = "hanging up on a wrong password",
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
