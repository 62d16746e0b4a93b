return scenario {
  title = "one of five connections answers with rubbish",
  about = [[
    Of several connections the third answers RETR and TOP with rubbish. For whoever stores rubbish under a message's
    name. The others wait with their twentieth message until it has happened, or they would be done before.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 200, size = "8 KiB" } }, lock = false },
  },
  rules = {
    { on = "RETR", connection = 3, nth = "2..", fault = "garbage", release = "answered" },
    { on = "TOP", connection = 3, nth = "2..", fault = "garbage", release = "answered" },
    { on = "RETR|TOP", nth = "20..", hold = "answered" },
  },
}
