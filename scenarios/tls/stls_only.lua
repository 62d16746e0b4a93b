return scenario {
  title = "login only behind STLS",
  about = [[
    One plain port where nobody may log in before STLS. For whoever must upgrade first and ask CAPA again
    afterwards; the expectation fails if a password was even tried in the clear.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { plain = true, starttls = true, tls = false, require_tls = true },
  expect = {
    order { "STLS", "AUTH|USER", "QUIT" },
  },
}
