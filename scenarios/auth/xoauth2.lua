return scenario {
  title = "only XOAUTH2",
  about = [[
    AUTH XOAUTH2, the token login of Google and Microsoft, is the only login method. If the account does not list the
    token, the server sends an error as JSON, and -ERR after the client has answered it.]],
  accounts = {
    alice = { password = "s3cret", tokens = { "ya29.a0AfB_by-token" }, mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "XOAUTH2" }, require_tls = true },
  expect = {
    { command = "AUTH", exactly = 1 },
    { command = "PASS", never = true },
  },
}
