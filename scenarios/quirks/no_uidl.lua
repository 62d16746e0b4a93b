return scenario {
  title = "no unique-ids",
  about = [[
    The server does not support UIDL, like some servers from before 1996. Catches clients that need unique-ids to
    remember which messages they have fetched.]],
  seen = "servers from before 1996",
  outcome = [[
    tolerated; the messages have no unique-ids, and the client does not distribute them over several connections]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 5 } } },
  },
  rules = {
    { on = "UIDL", reply = "-ERR unknown command" },
  },
}
