return scenario {
  title = "login only after STLS",
  about = [[
    The server has one port, and allows logins only after STLS. The client must upgrade first, and then send CAPA again.
    The expectation fails if the client tries to log in without TLS.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { plain = true, starttls = true, tls = false, require_tls = true },
  expect = {
    order { "STLS", "AUTH|USER", "QUIT" },
  },
}
