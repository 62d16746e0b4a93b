return scenario {
  title = "UIDL is announced after login only",
  about = "CAPA tells of UIDL, TOP and PIPELINING only once somebody is logged in. For whoever asks once.",
  seen = "Jakarta Mail 50",
  outcome = "tolerated; CAPA is asked again after login",
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
