return scenario {
  title = "one of five connections is dropped",
  about = [[
    Of several connections the third is reset in the middle of its second message. For whoever shares work among
    connections: what it held must go to the others, and nothing may come twice or be cut. The others wait with
    their twentieth message until it has happened, or they would be done before.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 200, size = "8 KiB" } }, lock = false },
  },
  rules = {
    { on = "RETR", connection = 3, nth = 2, cut = { after = "4 KiB", close = "reset" }, release = "dropped" },
    { on = "TOP", connection = 3, nth = 2, cut = { after = 100, close = "reset" }, release = "dropped" },
    { on = "RETR|TOP", nth = "20..", hold = "dropped" },
  },
}
