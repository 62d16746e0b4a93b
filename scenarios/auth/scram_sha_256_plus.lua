return scenario {
  title = "SCRAM-SHA-256 bound to the channel",
  about = [[
    AUTH SCRAM-SHA-256-PLUS is the only way in (RFC 7677, RFC 9266): the proof is bound to the TLS channel, so who
    sits between two TLS connections gains nothing. Nobody logs in without TLS.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "SCRAM-SHA-256-PLUS" }, require_tls = true },
  expect = {
    { command = "AUTH", exactly = 1 },
    { command = "PASS", never = true },
  },
}
