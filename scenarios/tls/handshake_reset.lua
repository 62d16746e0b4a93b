return scenario {
  title = "a reset instead of a handshake",
  about = "The server resets the connection when the client begins the handshake. The client must not log in.",
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { cut = { after = 0, close = "reset" } } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
