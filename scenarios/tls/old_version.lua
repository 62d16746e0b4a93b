return scenario {
  title = "only TLS 1.1",
  about = [[
    The server supports only TLS 1.1, which RFC 8996 deprecates. The client must refuse it, and should report that the
    version is the reason.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { minimum = "1.1", maximum = "1.1" } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
