return scenario {
  title = "only DIGEST-MD5",
  about = [[
    AUTH DIGEST-MD5 (RFC 2831, historic since RFC 6331) is the only login method. The server also proves its identity,
    in a second challenge that the client answers with an empty line.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "DIGEST-MD5" } },
  expect = {
    { command = "AUTH", exactly = 1 },
    { command = "PASS", never = true },
  },
}
