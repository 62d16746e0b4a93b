return scenario {
  title = "CRAM-MD5 alone",
  about = [[
    AUTH CRAM-MD5 is the only way in (RFC 2195): the password stays at home, a keyed digest of a challenge travels.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "CRAM-MD5" } },
  expect = {
    { command = "AUTH", exactly = 1 },
    { command = "PASS", never = true },
  },
}
