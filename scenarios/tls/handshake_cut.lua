return scenario {
  title = "a handshake that is cut off",
  about = [[
    The connection closes after 100 octets of the server's part of the handshake, as with a firewall that blocks TLS.
    The client must not log in.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { cut = { after = 100 } } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
