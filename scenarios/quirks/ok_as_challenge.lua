return scenario {
  title = "+OK instead of a challenge",
  about = [[
    The server answers an AUTH command without an initial response with +OK instead of a challenge. Catches clients that
    take the +OK for a successful login.]],
  seen = "Exchange 2003 with NTLM (MailKit #391)",
  outcome = "tolerated, if the client has not sent its response yet",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  listen = { mechanisms = "PLAIN" },
  rules = {
    { on = "AUTH", raw = { "+OK\r\n", "+OK logged in\r\n" } },
    { on = "STAT", reply = "+OK 2 57" },
  },
}
