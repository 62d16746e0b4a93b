return scenario {
  title = "PIPELINING is announced but slows the server down",
  about = [[
    The server announces PIPELINING, but delays its reply to RETR if another command is waiting. Catches clients that
    always pipeline.]],
  seen = "tpop3d",
  outcome = "tolerated; the client measures the reply times, and sends one command at a time if that is faster",
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 60, size = "4 KiB" } }, lock = false },
  },
  rules = {
    { on = "RETR", pipelined = true, delay = "20ms" },
  },
}
