-- Of several connections the third answers RETR and TOP with rubbish. For whoever stores rubbish under a message's name.
return scenario {
  title = "one of five connections answers with rubbish",
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 200, size = "8 KiB" } }, lock = false },
  },
  rules = {
    { on = "RETR", connection = 3, nth = "2..", fault = "garbage" },
    { on = "TOP", connection = 3, nth = "2..", fault = "garbage" },
    { on = "RETR", delay = "2ms" },
    { on = "TOP", delay = "2ms" },
  },
}
