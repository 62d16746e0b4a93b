return scenario {
  title = "a corrupted handshake",
  about = "One octet of the handshake is wrong, as with a broken middlebox. The client must detect this and give up.",
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { garble = 300 } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
