return scenario {
  title = "a client certificate is required",
  about = [[
    The server accepts no client without a client certificate. With TLS 1.3, the client learns this only at its first
    read.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { client_certificate = true } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
