return scenario {
  title = "a certificate of an unknown authority",
  about = "The certificate is valid, but the client does not know its authority. The client must not log in.",
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { certificate = "unknown_authority" } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
