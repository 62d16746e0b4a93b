return scenario {
  title = "a self-signed certificate",
  about = [[
    The certificate is signed with its own key, as on many private servers. The client must not log in, unless the user
    has told it to trust this certificate.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { certificate = "self_signed" } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
