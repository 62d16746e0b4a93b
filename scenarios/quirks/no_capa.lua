return scenario {
  title = "no CAPA",
  about = [[
    The server does not support CAPA, like every server older than RFC 2449. Catches clients that cannot find out by
    trial what a server supports.]],
  seen = "servers older than RFC 2449",
  outcome = "tolerated; the client tries commands that need no announcement",
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 5 } } },
  },
  rules = {
    { on = "CAPA", reply = "-ERR unknown command" },
  },
}
