return scenario {
  title = "no unique-ids",
  about = [[
    UIDL is unknown to this server, as to some of before 1996. For whoever remembers what was fetched by unique-id:
    there is none.]],
  seen = "servers from before 1996",
  outcome = "tolerated; messages have no unique-id, and are not shared among connections",
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 5 } } },
  },
  rules = {
    { on = "UIDL", reply = "-ERR unknown command" },
  },
}
