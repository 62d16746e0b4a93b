return scenario {
  title = "a refused login",
  about = [[
    The server refuses every login with [AUTH], even with the right password. Catches clients that try the same password
    twice, or do not ask the user for another one.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  rules = {
    { on = "PASS|AUTH", last_reply = err("AUTH", "invalid credentials") },
  },
}
