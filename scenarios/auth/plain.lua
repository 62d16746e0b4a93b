return scenario {
  title = "only PLAIN",
  about = [[
    AUTH PLAIN (RFC 4616) is the only login method. The client sends the password in base64, so the server requires TLS.
    Catches clients that fall back to USER.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "PLAIN" }, require_tls = true },
  expect = {
    { command = "AUTH", exactly = 1 },
    { command = "PASS", never = true },
  },
}
