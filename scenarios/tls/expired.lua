return scenario {
  title = "an expired certificate",
  about = [[
    A certificate whose last day was a month ago, as of a server that nobody looks after. The client must not log
    in, and should say since when.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { certificate = "expired" } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
