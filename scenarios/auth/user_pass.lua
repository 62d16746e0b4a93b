return scenario {
  title = "only USER and PASS",
  about = [[
    USER and PASS (RFC 1939 section 7) are the only login method, as on the oldest servers. Catches clients that require
    SASL.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "USER" } },
  expect = {
    order { "USER", "PASS" },
    { command = "AUTH|APOP", never = true },
  },
}
