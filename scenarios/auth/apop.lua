return scenario {
  title = "APOP alone",
  about = [[
    APOP is the only way in (RFC 1939 section 7): the greeting has a timestamp, and a digest of it and the password
    travels. For whoever must take it only when asked to, or behind TLS.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "APOP" } },
  expect = {
    { command = "APOP", exactly = 1 },
    { command = "PASS", never = true },
  },
}
