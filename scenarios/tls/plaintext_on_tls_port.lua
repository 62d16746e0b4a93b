return scenario {
  title = "plaintext on the port for TLS",
  about = [[
    A server that greets in the clear where the client expects TLS: a wrong port, or a proxy that took TLS away. The
    client must not answer in the clear.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { inject = "+OK POP3 server ready\r\n" } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
