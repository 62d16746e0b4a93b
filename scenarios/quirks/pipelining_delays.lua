return scenario {
  title = "PIPELINING is announced, and makes it slower",
  about = "The server announces PIPELINING, and delays the reply to RETR while another command waits behind it.",
  seen = "tpop3d",
  outcome = "tolerated; the client measures the replies, and goes on with one command at a time if that is faster",
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 60, size = "4 KiB" } }, lock = false },
  },
  rules = {
    { on = "RETR", pipelined = true, delay = "20ms" },
  },
}
