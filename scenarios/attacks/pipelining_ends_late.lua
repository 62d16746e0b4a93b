return scenario {
  title = "a reply begins inside the previous message",
  about = [[
    The server announces PIPELINING, but sends the status line of the next reply before the terminator of RETR or TOP.
    Catches clients that store the status line as part of the message, and the next message without its beginning.]],
  outcome = [[
    tolerated; the client discards the messages that it cannot verify, and fetches them again; in the next session, it
    sends one command at a time]],
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    }, lock = false },
  },
  rules = {
    { on = "RETR", fault = "late_terminator" },
    { on = "TOP", fault = "late_terminator" },
  },
}
