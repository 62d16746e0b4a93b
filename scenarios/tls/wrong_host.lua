return scenario {
  title = "a certificate for another host",
  about = [[
    The certificate is valid and comes from a trusted authority, but names another host, as with a redirected
    connection. The client must not log in, and should report the host that the certificate names.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { certificate = "wrong_host" } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
