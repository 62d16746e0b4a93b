return scenario {
  title = "PIPELINING is announced but ends the connection",
  about = [[
    The server announces PIPELINING, but closes the connection if a client pipelines commands. Catches clients that
    continue to rely on the announcement.]],
  seen = "o2.pl (MailKit #174)",
  outcome = [[
    refused with connection_closed, if the first commands are pipelined; the client then sends one command at a time,
    which works; `pipelining::off` works from the start]],
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
