return scenario {
  title = "no TOP",
  about = [[
    The server refuses TOP for every message. Catches clients that cannot list messages without subjects, or that fetch
    whole messages instead without asking the user.]],
  seen = "servers without the optional commands of RFC 1939; Jakarta Mail has the option disabletop",
  outcome = "tolerated; the messages have no headers, and the client never uses RETR instead of TOP",
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 5 } } },
  },
  rules = {
    { on = "TOP", reply = "-ERR TOP is not supported" },
  },
}
