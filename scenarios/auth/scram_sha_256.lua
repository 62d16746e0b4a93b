return scenario {
  title = "SCRAM-SHA-256 alone",
  about = [[
    AUTH SCRAM-SHA-256 is the only way in (RFC 7677): both sides prove that they know the password, and neither
    shows it.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "SCRAM-SHA-256" } },
  expect = {
    { command = "AUTH", exactly = 1 },
    { command = "PASS", never = true },
  },
}
