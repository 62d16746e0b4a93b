return scenario {
  title = "OAUTHBEARER alone",
  about = [[
    AUTH OAUTHBEARER is the only way in (RFC 7628): a token in place of a password. A token that is not in the table
    gets the JSON error, and -ERR once that is answered.]],
  accounts = {
    alice = { password = "s3cret", tokens = { "ya29.a0AfB_by-token" }, mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "OAUTHBEARER" }, require_tls = true },
  expect = {
    { command = "AUTH", exactly = 1 },
    { command = "PASS", never = true },
  },
}
