return scenario {
  title = "a certificate of an unknown authority",
  about = [[
    A certificate that is in order but for its authority, which nobody has heard of. The client must not log in.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { certificate = "unknown_authority" } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
