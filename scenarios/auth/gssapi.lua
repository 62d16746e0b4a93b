return scenario {
  title = "GSSAPI alone",
  about = [[
    AUTH GSSAPI is the only way in (RFC 4752): a Kerberos ticket for the service pop on this host. The keytab that
    KRB5_KTNAME names must hold the service's key, as of pop/localhost@EXAMPLE.ORG. Alice's maildrop opens to a
    principal of this name, whatever the realm; the other one to those that it names, where they ask for it.]],
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
