return scenario {
  title = "an expired certificate",
  about = [[
    The certificate expired a month ago, as on a neglected server. The client must not log in, and should report the
    date of expiry.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { certificate = "expired" } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
