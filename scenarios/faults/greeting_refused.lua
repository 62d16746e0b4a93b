return scenario {
  title = "a refused greeting",
  about = [[
    The server greets with -ERR and closes the connection. Catches clients that report the same error as for an
    unreachable server.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  rules = {
    { on = "greeting", reply = err("SYS/TEMP", "too many connections, come back later"), close = "orderly" },
  },
}
