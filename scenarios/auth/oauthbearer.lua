return scenario {
  title = "only OAUTHBEARER",
  about = [[
    AUTH OAUTHBEARER (RFC 7628) is the only login method: the client sends a token instead of a password. If the account
    does not list the token, the server sends an error as JSON, and -ERR after the client has answered it.]],
  accounts = {
    alice = { password = "s3cret", tokens = { "ya29.a0AfB_by-token" }, mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "OAUTHBEARER" }, require_tls = true },
  expect = {
    { command = "AUTH", exactly = 1 },
    { command = "PASS", never = true },
  },
}
