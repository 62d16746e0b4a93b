return scenario {
  title = "only SCRAM-SHA-256-PLUS",
  about = [[
    AUTH SCRAM-SHA-256-PLUS (RFC 7677, RFC 9266) is the only login method. The proof is bound to the TLS channel, so an
    attacker between two TLS connections cannot use it. The server refuses every login without TLS.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "SCRAM-SHA-256-PLUS" }, require_tls = true },
  expect = {
    { command = "AUTH", exactly = 1 },
    { command = "PASS", never = true },
  },
}
