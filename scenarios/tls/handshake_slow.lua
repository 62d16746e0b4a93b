return scenario {
  title = "a slow handshake",
  about = "The server's side of the handshake trickles in, 64 octets every 2 milliseconds. Nothing is wrong with it.",
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { delay = "2ms", slice = 64 } },
}
