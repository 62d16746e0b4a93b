return scenario {
  title = "SCRAM-SHA-1 alone",
  about = [[
    AUTH SCRAM-SHA-1 is the only way in (RFC 5802): both sides prove that they know the password, and neither shows
    it.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "SCRAM-SHA-1" } },
  expect = {
    { command = "AUTH", exactly = 1 },
    { command = "PASS", never = true },
  },
}
