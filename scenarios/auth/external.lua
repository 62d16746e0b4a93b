return scenario {
  title = "only EXTERNAL",
  about = [[
    AUTH EXTERNAL (RFC 4422 appendix A) is the only login method. The server accepts the user name without proof, as on
    a host where another component has already verified it. With client_ca instead of external, a client certificate
    must prove it.]],
  accounts = {
    alice = { password = "s3cret", external = true, mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "EXTERNAL" }, require_tls = true },
  expect = {
    { command = "AUTH", exactly = 1 },
    { command = "PASS", never = true },
  },
}
