return scenario {
  title = "no PIPELINING in CAPA",
  about = "The server might take commands sent ahead, but does not announce it. For whoever tries all the same.",
  seen = "servers that Jakarta Mail makes allowances for",
  outcome = "tolerated; commands go one by one where PIPELINING is not announced",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "CAPA", raw = "+OK\r\nTOP\r\nUIDL\r\nUSER\r\n.\r\n" },
    { pipelined = true, close = "reset" },
  },
}
