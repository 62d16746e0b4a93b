return scenario {
  title = "a self-signed certificate",
  about = [[
    A certificate that nobody but its own key has signed, as half of all private servers have. The client must not
    log in unless it was told to trust this very certificate.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { certificate = "self_signed" } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
