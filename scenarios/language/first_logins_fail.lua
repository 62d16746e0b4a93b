return scenario {
  title = "two logins fail, the third succeeds",
  about = [[
    The first two logins fail, for every user and mechanism; the third succeeds. In addition, the server delays the
    first PASS of each account, unless that login fails. Use it to test retries.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 3 } }, lock = false },
    bob = { password = "hunter2" },
  },
  rules = {
    { on = "PASS|AUTH", times = 2, last_reply = err("SYS/TEMP", "try later") },
    { on = "PASS", nth = 1, per = "account", times = 1, delay = "1s" },
  },
}
