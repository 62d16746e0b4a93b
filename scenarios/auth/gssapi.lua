return scenario {
  title = "only GSSAPI",
  about = [[
    AUTH GSSAPI (RFC 4752) is the only login method: the client needs a Kerberos ticket for the service pop on this
    host. The keytab that KRB5_KTNAME names must contain the key of the service, for example pop/localhost@EXAMPLE.ORG.
    A principal with the name alice opens alice's maildrop, in any realm. The principals that the account support lists
    can open its maildrop if they ask for it.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
    support = { password = "hunter2", principals = { "alice@EXAMPLE.ORG", "bob@EXAMPLE.ORG" } },
  },
  listen = { mechanisms = { "GSSAPI" } },
  expect = {
    { command = "AUTH", exactly = 1 },
    { command = "PASS", never = true },
  },
}
