return scenario {
  title = "a handshake that is never answered",
  about = [[
    The server never answers the handshake, and keeps the connection open. Catches clients without a timeout for the
    handshake, with STLS and with implicit TLS.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { stall = true } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
