return scenario {
  title = "a certificate with a weak key",
  about = "The certificate has an RSA key of 1024 bits, which can be broken. The client must not log in.",
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { certificate = "weak_key" } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
