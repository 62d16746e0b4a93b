return scenario {
  title = "a server without TLS",
  about = [[
    The server has one port, without TLS and without STLS. Catches clients that promise never to send a password without
    TLS, but send it here.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { plain = true, starttls = false, tls = false },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
