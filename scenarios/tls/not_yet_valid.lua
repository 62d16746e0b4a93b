return scenario {
  title = "a certificate that is not valid yet",
  about = [[
    The certificate becomes valid in the future; in practice, the clock of the client is usually wrong. The client must
    not log in.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { certificate = "not_yet_valid" } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
