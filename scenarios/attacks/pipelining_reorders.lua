return scenario {
  title = "replies come in another order",
  about = [[
    PIPELINING is announced, but the reply to UIDL comes before that to LIST. For whoever takes unique-ids for
    sizes.]],
  outcome = "tolerated; both are asked for again one by one, in another session",
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
