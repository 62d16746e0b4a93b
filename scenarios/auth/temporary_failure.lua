return scenario {
  title = "a login that succeeds at the second attempt",
  about = [[
    The first connection cannot log in, because the user database of the server is unavailable ([SYS/TEMP]). From the
    second connection on, logins succeed. Catches clients that report an error to the user instead of trying again.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  rules = {
    { on = "PASS|AUTH", connection = 1, last_reply = err("SYS/TEMP", "user database is away, try again") },
  },
}
