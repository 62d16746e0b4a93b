return scenario {
  title = "no TOP",
  about = [[
    TOP is refused for every message. For whoever shows a list of subjects: it must do without, and not fetch whole
    messages behind the user's back.]],
  seen = "servers older than RFC 1939's optional commands; Jakarta Mail has disabletop",
  outcome = "tolerated; messages have no headers, and RETR is never used in place of TOP",
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 5 } } },
  },
  rules = {
    { on = "TOP", reply = "-ERR TOP is not supported" },
  },
}
