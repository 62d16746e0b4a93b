return scenario {
  title = "a client certificate is required",
  about = [[
    A server that lets nobody in without a client certificate. With TLS 1.3 the client hears of it only when it
    reads for the first time.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { client_certificate = true } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
