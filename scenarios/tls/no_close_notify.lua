return scenario {
  title = "no close_notify after QUIT",
  about = [[
    The server closes connections without a close_notify, as many servers do. After the reply to QUIT, this loses
    nothing, and the client should not report an error.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { close_notify = false } },
}
