return scenario {
  title = "a certificate of the future",
  about = [[
    A certificate whose first day is still to come: usually the client's own clock is wrong. The client must not log
    in.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { certificate = "not_yet_valid" } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
