return scenario {
  title = "logins in quick succession",
  about = [[
    The server refuses the login on the second connection with [LOGIN-DELAY] and accepts the login on the third. Catches
    clients that poll often, or open several connections at once, and then report a wrong password.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 5 } }, lock = false },
  },
  rules = {
    { on = "PASS|AUTH", connection = 2, last_reply = err("LOGIN-DELAY", "minimum time between logins not reached") },
  },
}
