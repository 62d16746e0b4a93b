return scenario {
  title = "DIGEST-MD5 alone",
  about = [[
    AUTH DIGEST-MD5 is the only way in (RFC 2831, historic since RFC 6331); the server proves itself too, in a
    challenge that the client answers by an empty line.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "DIGEST-MD5" } },
  expect = {
    { command = "AUTH", exactly = 1 },
    { command = "PASS", never = true },
  },
}
