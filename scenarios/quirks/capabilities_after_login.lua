return scenario {
  title = "UIDL is announced only after login",
  about = "CAPA lists UIDL, TOP and PIPELINING only after login. Catches clients that send CAPA only once.",
  seen = "Jakarta Mail #50",
  outcome = "tolerated; the client sends CAPA again after login",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "CAPA", nth = 1, raw = "+OK\r\nUSER\r\n.\r\n" },
  },
}
