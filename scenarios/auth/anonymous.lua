return scenario {
  title = "only ANONYMOUS",
  about = [[
    AUTH ANONYMOUS (RFC 4505) is the only login method: it needs no password, and every client gets alice's maildrop.]],
  accounts = {
    alice = { password = "s3cret", anonymous = true, mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "ANONYMOUS" } },
  expect = {
    { command = "AUTH", exactly = 1 },
    { command = "PASS", never = true },
  },
}
