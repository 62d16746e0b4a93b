return scenario {
  title = "only CRAM-MD5",
  about = [[
    AUTH CRAM-MD5 (RFC 2195) is the only login method. The client does not send the password, but a keyed digest of the
    challenge.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "CRAM-MD5" } },
  expect = {
    { command = "AUTH", exactly = 1 },
    { command = "PASS", never = true },
  },
}
