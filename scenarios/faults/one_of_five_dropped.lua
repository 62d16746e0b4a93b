return scenario {
  title = "one of five connections is dropped",
  about = [[
    The server resets the third connection in the middle of its second message. Catches clients that distribute messages
    over several connections, and then lose, duplicate or truncate the messages of the failed connection. The other
    connections wait before their twentieth message until this has happened; otherwise they could finish first.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 200, size = "8 KiB" } }, lock = false },
  },
  rules = {
    { on = "RETR", connection = 3, nth = 2, cut = { after = "4 KiB", close = "reset" }, release = "dropped" },
    { on = "TOP", connection = 3, nth = 2, cut = { after = 100, close = "reset" }, release = "dropped" },
    { on = "RETR|TOP", nth = "20..", hold = "dropped" },
  },
}
