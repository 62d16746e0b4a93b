return scenario {
  title = "every mechanism at once",
  about = [[
    Every mechanism that the accounts allow, as a server offers them that says nothing of mechanisms: for whoever
    must pick the best of both sides, and tries a wrong password once.]],
  accounts = {
    alice = { password = "s3cret", tokens = { "ya29.a0AfB_by-token" }, mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "SCRAM-SHA-256-PLUS", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256", "SCRAM-SHA-1", "OAUTHBEARER",
    "XOAUTH2", "DIGEST-MD5", "CRAM-MD5", "PLAIN", "LOGIN", "USER", "APOP" } },
}
