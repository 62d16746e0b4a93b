return scenario {
  title = "a refused greeting",
  about = [[
    The server greets with -ERR and hangs up. For whoever must tell a server that declines from one that is not
    there.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  rules = {
    { on = "greeting", reply = err("SYS/TEMP", "too many connections, come back later"), close = "orderly" },
  },
}
