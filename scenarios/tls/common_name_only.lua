return scenario {
  title = "a certificate with a common name only",
  about = [[
    The certificate has a common name but no subject alternative names, like many certificates that were made by hand.
    RFC 9525 section 2 does not allow a common name as a host name, and browsers do not accept it.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { certificate = "no_names" } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
