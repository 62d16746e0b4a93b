return scenario {
  title = "a reset in place of a handshake",
  about = "The client's first words in the handshake are answered by a reset.",
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { cut = { after = 0, close = "reset" } } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
