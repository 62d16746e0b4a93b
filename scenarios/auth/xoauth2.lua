return scenario {
  title = "XOAUTH2 alone",
  about = [[
    AUTH XOAUTH2 is the only way in, Google's and Microsoft's form of a token login. A token that is not in the
    table gets the JSON error, and -ERR once that is answered.]],
  accounts = {
    alice = { password = "s3cret", tokens = { "ya29.a0AfB_by-token" }, mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "XOAUTH2" }, require_tls = true },
  expect = {
    { command = "AUTH", exactly = 1 },
    { command = "PASS", never = true },
  },
}
