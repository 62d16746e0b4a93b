return scenario {
  title = "a slow handshake",
  about = "The server sends its part of the handshake slowly, 64 octets every 2 milliseconds. The handshake is valid.",
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { delay = "2ms", slice = 64 } },
}
