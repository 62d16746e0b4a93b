return scenario {
  title = "no CAPA",
  about = [[
    CAPA is unknown, as on any server older than RFC 2449. For whoever must find out by trying what a server can do.]],
  seen = "servers older than RFC 2449",
  outcome = "tolerated; what needs no announcement is tried",
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 5 } } },
  },
  rules = {
    { on = "CAPA", reply = "-ERR unknown command" },
  },
}
