return scenario {
  title = "every mechanism at once",
  about = [[
    The server offers every mechanism that the accounts allow, like a scenario that lists no mechanisms. Catches clients
    that do not choose the best mechanism that both sides support, or that try a wrong password more than once.]],
  accounts = {
    alice = { password = "s3cret", tokens = { "ya29.a0AfB_by-token" }, mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256", "SCRAM-SHA-1", "OAUTHBEARER",
    "XOAUTH2", "DIGEST-MD5", "CRAM-MD5", "PLAIN", "LOGIN", "USER", "APOP" } },
}
