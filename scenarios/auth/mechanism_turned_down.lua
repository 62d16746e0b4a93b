return scenario {
  title = "a mechanism that is offered and turned down",
  about = [[
    The first AUTH of each connection is turned down without a reason, before anything secret was sent. For whoever
    should go on to the next mechanism that both sides have.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN" } },
  rules = {
    { on = "AUTH", nth = 1, reply = "-ERR this mechanism is out of order" },
  },
}
