return scenario {
  title = "only APOP",
  about = [[
    APOP (RFC 1939 section 7) is the only login method. The greeting contains a timestamp, and the client sends a digest
    of the timestamp and the password. Catches clients that use APOP without TLS although the user did not choose it.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "APOP" } },
  expect = {
    { command = "APOP", exactly = 1 },
    { command = "PASS", never = true },
  },
}
