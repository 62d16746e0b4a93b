return scenario {
  title = "a certificate renewed in time",
  about = [[
    A server whose certificate is renewed while the client tries: expired on the first connection, good from the
    second on. For clients that shall try again and not remember the refusal.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { connection = 1, certificate = "expired" } },
}
