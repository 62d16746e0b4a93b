return scenario {
  title = "PIPELINING is announced, and ends the connection",
  about = [[
    The server announces PIPELINING and hangs up on whoever uses it. For whoever believes what is announced for
    ever.]],
  seen = "o2.pl (MailKit 174)",
  outcome = [[
    refused with connection_closed if the first commands are pipelined; the same client sends the next ones one by
    one, which works, as does `pipelining::off` from the beginning]],
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    }, lock = false },
  },
  rules = {
    { pipelined = true, close = "orderly" },
  },
}
