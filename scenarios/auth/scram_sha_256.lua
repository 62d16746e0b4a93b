return scenario {
  title = "only SCRAM-SHA-256",
  about = [[
    AUTH SCRAM-SHA-256 (RFC 7677) is the only login method: client and server prove that they know the password, and
    neither sends it.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "SCRAM-SHA-256" } },
  expect = {
    { command = "AUTH", exactly = 1 },
    { command = "PASS", never = true },
  },
}
