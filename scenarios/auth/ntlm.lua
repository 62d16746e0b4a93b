return scenario {
  title = "only NTLM",
  about = [[
    AUTH NTLM, the old challenge-response mechanism of Microsoft (MS-POP3), is the only login method. Use it to test
    clients that still support NTLM.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "NTLM" } },
  expect = {
    { command = "AUTH", exactly = 1 },
    { command = "PASS", never = true },
  },
}
