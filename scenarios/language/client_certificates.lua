return scenario {
  title = "client certificates",
  about = [[
    TLS requests a client certificate that the authority of this scenario has signed, and AUTH EXTERNAL accepts it. A
    client without a certificate can still log in with a password. (The private key of this authority no longer
    exists.)]],
  listen = { client_ca = "authority.pem", mechanisms = { "EXTERNAL", "USER" } },
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 2 } } } },
}
