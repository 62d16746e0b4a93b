return scenario {
  title = "a certificate that is renewed",
  about = [[
    The certificate is expired on the first connection, and valid from the second connection on. Catches clients that
    remember the failure and do not try again.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { connection = 1, certificate = "expired" } },
}
