return scenario {
  title = "ANONYMOUS alone",
  about = "AUTH ANONYMOUS is the only way in (RFC 4505): no password, and alice's maildrop for everybody.",
  accounts = {
    alice = { password = "s3cret", anonymous = true, mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "ANONYMOUS" } },
  expect = {
    { command = "AUTH", exactly = 1 },
    { command = "PASS", never = true },
  },
}
