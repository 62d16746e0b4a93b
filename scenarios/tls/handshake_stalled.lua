return scenario {
  title = "a handshake that is never answered",
  about = [[
    The handshake is never answered, and the connection stays open: only a deadline helps. It must hold for STLS and
    for implicit TLS.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { stall = true } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
