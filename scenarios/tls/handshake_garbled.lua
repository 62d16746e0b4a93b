return scenario {
  title = "a garbled handshake",
  about = "One octet of the handshake arrives wrong, as by a broken middlebox. The client must notice and give up.",
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { garble = 300 } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
