return scenario {
  title = "two of five connections are refused",
  about = [[
    The server refuses the login of the second connection, and resets the fourth connection during its login. Catches
    clients that give up because of these failures. The other connections wait before their twentieth message until this
    has happened; otherwise they could finish first.]],
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
