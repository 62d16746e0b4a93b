return scenario {
  title = "TLS 1.1 and nothing newer",
  about = [[
    A server that speaks TLS 1.1 and nothing newer (deprecated by RFC 8996). The client must refuse, and should say
    that it is the version.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { minimum = "1.1", maximum = "1.1" } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
