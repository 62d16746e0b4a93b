return scenario {
  title = "two logins fail, the third succeeds",
  about = [[
    The first two logins fail, whoever tries and however; the third succeeds. And each account's very first login of
    all is slow. For whoever retries.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 3 } }, lock = false },
    bob = { password = "hunter2" },
  },
  rules = {
    { on = "PASS|AUTH", times = 2, last_reply = err("SYS/TEMP", "try later") },
    { on = "PASS", nth = 1, per = "account", times = 1, delay = "1s" },
  },
}
