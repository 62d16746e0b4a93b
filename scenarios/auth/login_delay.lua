return scenario {
  title = "logins too close together",
  about = [[
    The second connection comes too soon and is told so by [LOGIN-DELAY]; the third is welcome. For whoever polls
    often, or opens several connections at once: the password is not wrong.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 5 } }, lock = false },
  },
  rules = {
    { on = "PASS|AUTH", connection = 2, last_reply = err("LOGIN-DELAY", "minimum time between logins not reached") },
  },
}
