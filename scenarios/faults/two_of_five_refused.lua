-- Of several connections the second and the fourth are refused their login. For whoever gives up because of them.
return scenario {
  title = "two of five connections are refused",
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 200, size = "8 KiB" } }, lock = false },
  },
  listen = { mechanisms = "USER" },
  rules = {
    { on = "PASS", connection = 2, reply = err("IN-USE", "too many sessions") },
    { on = "PASS", connection = 4, close = "reset" },
    { on = "RETR", delay = "2ms" },
    { on = "TOP", delay = "2ms" },
  },
}
