return scenario {
  title = "plaintext injected behind STLS",
  about = [[
    Octets stand in the clear behind the reply to STLS. A client that keeps them would read them as if they had come
    under TLS: the attack of CVE-2011-0411, turned on clients. It must refuse.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { inject = "+OK injected by somebody on the way\r\n" } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
