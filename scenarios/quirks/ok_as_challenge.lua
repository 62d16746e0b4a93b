return scenario {
  title = "+OK for + inside AUTH",
  about = [[
    AUTH without an initial response is answered by +OK where a challenge belongs. For whoever takes that for a
    login.]],
  seen = "Exchange 2003 with NTLM (MailKit 391)",
  outcome = "tolerated where the response is still to be sent",
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
