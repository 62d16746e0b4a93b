return scenario {
  title = "LOGIN alone",
  about = [[
    AUTH LOGIN is the only way in: two prompts, name and password, as old mail programs liked it; there is no RFC.
    Only behind TLS.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "LOGIN" }, require_tls = true },
  expect = {
    { command = "AUTH", exactly = 1 },
    { command = "PASS", never = true },
  },
}
