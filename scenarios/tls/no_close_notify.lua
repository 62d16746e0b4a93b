return scenario {
  title = "no close_notify behind QUIT",
  about = [[
    The server ends connections without saying so under TLS, as many do. Behind the reply to QUIT nothing is lost by
    that, and clients should not complain.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { close_notify = false } },
}
