return scenario {
  title = "a certificate with a common name only",
  about = [[
    A certificate without subject alternative names, as they were made by hand for years. RFC 9525 section 2 does
    not take the common name for a host name, nor do browsers.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  tls = { { certificate = "no_names" } },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
