return scenario {
  title = "plaintext on the TLS port",
  about = [[
    The server sends its greeting without TLS although the client expects TLS, as on a wrong port or after a proxy that
    removes TLS. The client must not answer without TLS.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { inject = "+OK POP3 server ready\r\n" } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
