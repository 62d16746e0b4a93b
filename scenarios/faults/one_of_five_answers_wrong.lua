return scenario {
  title = "one of five connections sends garbage",
  about = [[
    From the second RETR and the second TOP on, the third connection answers with garbage. Catches clients that store
    garbage as a message. The other connections wait before their twentieth message until this has happened; otherwise
    they could finish first.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 200, size = "8 KiB" } }, lock = false },
  },
  rules = {
    { on = "RETR", connection = 3, nth = "2..", fault = "garbage", release = "answered" },
    { on = "TOP", connection = 3, nth = "2..", fault = "garbage", release = "answered" },
    { on = "RETR|TOP", nth = "20..", hold = "answered" },
  },
}
