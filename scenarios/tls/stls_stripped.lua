return scenario {
  title = "STLS removed from the capabilities",
  about = [[
    An attacker on the network removes STLS from the capabilities of the server, so that the client sends its password
    without TLS. The client must give up instead.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  rules = {
    { on = "CAPA", raw = "+OK capability list follows\r\nTOP\r\nUIDL\r\nUSER\r\n.\r\n" },
  },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
