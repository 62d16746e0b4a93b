return scenario {
  title = "a refused login",
  about = [[
    Every login is refused with [AUTH], right password or not. For whoever must ask the user for another password,
    and must not try the same one twice.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  rules = {
    { on = "PASS|AUTH", last_reply = err("AUTH", "invalid credentials") },
  },
}
