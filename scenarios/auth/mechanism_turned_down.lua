return scenario {
  title = "a mechanism that is announced but refused",
  about = [[
    The server refuses the first AUTH of each connection without a reason, before the client has sent a secret. Catches
    clients that do not continue with the next mechanism that both sides support.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN" } },
  rules = {
    { on = "AUTH", nth = 1, reply = "-ERR this mechanism is out of order" },
  },
}
