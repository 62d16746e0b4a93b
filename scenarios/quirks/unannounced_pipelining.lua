return scenario {
  title = "PIPELINING is not announced",
  about = [[
    The server does not announce PIPELINING. Catches clients that pipeline commands anyway: here, the server resets
    their connection.]],
  seen = "servers for which Jakarta Mail has a workaround",
  outcome = "tolerated; the client sends one command at a time if the server does not announce PIPELINING",
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
