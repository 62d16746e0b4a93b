return scenario {
  title = "a handshake cut in the middle",
  about = [[
    The connection ends after 100 octets of the server's answer in the handshake, as by a firewall that forbids TLS.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { cut = { after = 100 } } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
