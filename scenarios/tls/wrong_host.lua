return scenario {
  title = "a certificate for another host",
  about = [[
    A good certificate of a trusted authority, for another host: what a redirected connection looks like. The client
    must not log in, and should say for whom the certificate is.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { certificate = "wrong_host" } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
