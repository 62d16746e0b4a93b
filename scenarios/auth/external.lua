return scenario {
  title = "EXTERNAL alone",
  about = [[
    AUTH EXTERNAL is the only way in (RFC 4422 appendix A), and the name is believed, as on a host where something
    outside has proved it. With client_ca in place of external a client certificate has to prove it.]],
  accounts = {
    alice = { password = "s3cret", external = true, mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "EXTERNAL" }, require_tls = true },
  expect = {
    { command = "AUTH", exactly = 1 },
    { command = "PASS", never = true },
  },
}
