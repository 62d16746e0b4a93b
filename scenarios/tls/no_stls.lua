return scenario {
  title = "no TLS to be had",
  about = [[
    A plain port without STLS and no other. For whoever promises never to send a password in the clear: the client
    must give up before it does.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { plain = true, starttls = false, tls = false },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
