-- CAPA is unknown, as on any server older than RFC 2449. For whoever must find out by trying what a server can do.
-- Seen: servers older than RFC 2449
-- pop3kit: tolerated; what needs no announcement is tried
return scenario {
  title = "no CAPA",
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 5 } } },
  },
  rules = {
    { on = "CAPA", reply = "-ERR unknown command" },
  },
}
