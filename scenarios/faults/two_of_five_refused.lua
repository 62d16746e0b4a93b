return scenario {
  title = "two of five connections are refused",
  about = [[
    Of several connections the second and the fourth are refused their login. For whoever gives up because of them.
    The others wait with their twentieth message until it has happened, or they would be done before.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 200, size = "8 KiB" } }, lock = false },
  },
  listen = { mechanisms = "USER" },
  rules = {
    { on = "PASS", connection = 2, reply = err("IN-USE", "too many sessions"), release = "refused" },
    { on = "PASS", connection = 4, close = "reset", release = "refused" },
    { on = "RETR|TOP", nth = "20..", hold = "refused" },
  },
}
