return scenario {
  title = "USER and PASS alone",
  about = [[
    USER and PASS are the only way in (RFC 1939 section 7), as on the oldest servers. For whoever must not insist on
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
