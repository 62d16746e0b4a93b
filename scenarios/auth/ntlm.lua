return scenario {
  title = "NTLM alone",
  about = "AUTH NTLM is the only way in, Microsoft's old challenge and response (MS-POP3). For whoever still meets it.",
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "NTLM" } },
  expect = {
    { command = "AUTH", exactly = 1 },
    { command = "PASS", never = true },
  },
}
