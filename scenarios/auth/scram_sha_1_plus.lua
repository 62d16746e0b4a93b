return scenario {
  title = "only SCRAM-SHA-1-PLUS",
  about = [[
    AUTH SCRAM-SHA-1-PLUS (RFC 5802) is the only login method. The proof is bound to the TLS channel, so an attacker
    between two TLS connections cannot use it. The server refuses every login without TLS.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "SCRAM-SHA-1-PLUS" }, require_tls = true },
  expect = {
    { command = "AUTH", exactly = 1 },
    { command = "PASS", never = true },
  },
}
