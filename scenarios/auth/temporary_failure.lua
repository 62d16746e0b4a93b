return scenario {
  title = "a login that works at the second attempt",
  about = [[
    The first connection cannot log in because the server's user database is away ([SYS/TEMP]); from the second on
    it is back. For whoever should try again without troubling the user.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  rules = {
    { on = "PASS|AUTH", connection = 1, last_reply = err("SYS/TEMP", "user database is away, try again") },
  },
}
