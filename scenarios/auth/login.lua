return scenario {
  title = "only LOGIN",
  about = [[
    AUTH LOGIN is the only login method: the server asks for the user name and then for the password. Old mail programs
    use it, but no RFC specifies it. The server requires TLS.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "LOGIN" }, require_tls = true },
  expect = {
    { command = "AUTH", exactly = 1 },
    { command = "PASS", never = true },
  },
}
