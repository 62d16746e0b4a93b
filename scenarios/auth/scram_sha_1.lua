return scenario {
  title = "only SCRAM-SHA-1",
  about = [[
    AUTH SCRAM-SHA-1 (RFC 5802) is the only login method: client and server prove that they know the password, and
    neither sends it.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "SCRAM-SHA-1" } },
  expect = {
    { command = "AUTH", exactly = 1 },
    { command = "PASS", never = true },
  },
}
