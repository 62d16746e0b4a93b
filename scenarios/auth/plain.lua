return scenario {
  title = "PLAIN alone",
  about = [[
    AUTH PLAIN is the only way in (RFC 4616): the password in base64, so only behind TLS. For whoever must not fall
    back to USER.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "PLAIN" }, require_tls = true },
  expect = {
    { command = "AUTH", exactly = 1 },
    { command = "PASS", never = true },
  },
}
