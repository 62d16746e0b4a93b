return scenario {
  title = "replies in the wrong order",
  about = [[
    The server announces PIPELINING, but sends the reply to UIDL before the reply to LIST. Catches clients that take
    unique-ids for sizes.]],
  outcome = "tolerated; in another session, the client sends both commands again, one at a time",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    }, lock = false },
  },
  rules = {
    { on = "LIST", argument = "", pipelined = true, raw = "+OK\r\n1 one\r\n2 two\r\n.\r\n" },
  },
}
