return scenario {
  title = "client certificates",
  about = [[
    TLS asks for a client certificate of an authority of ours, and AUTH EXTERNAL believes it. Whoever has none may
    still log in by password. (Nobody has the key of this authority any more.)]],
  listen = { client_ca = "authority.pem", mechanisms = { "EXTERNAL", "USER" } },
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 2 } } } },
}
