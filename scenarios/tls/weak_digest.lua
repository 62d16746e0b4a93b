return scenario {
  title = "a certificate with a weak digest",
  about = "A certificate signed over SHA-1, whose signature can be forged.",
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { certificate = "weak_digest" } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
