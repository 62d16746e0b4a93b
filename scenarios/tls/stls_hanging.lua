return scenario {
  title = "no reply to STLS",
  about = [[
    The server never answers STLS. The client must give up after its timeout, and must not continue without TLS.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  rules = {
    { on = "STLS", fault = "silence" },
  },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
