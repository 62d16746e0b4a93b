return scenario {
  title = "plaintext injected after STLS",
  about = [[
    The server sends octets without TLS after its reply to STLS. A client that keeps them would read them as if they had
    arrived under TLS. This is the attack of CVE-2011-0411, applied to clients. The client must refuse.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { inject = "+OK injected by somebody on the way\r\n" } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
