return scenario {
  title = "a certificate with a weak digest",
  about = "The certificate has a SHA-1 signature, which can be forged. The client must not log in.",
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { certificate = "weak_digest" } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
