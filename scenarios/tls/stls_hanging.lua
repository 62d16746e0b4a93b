return scenario {
  title = "STLS without an answer",
  about = "STLS is never answered. The client must give up by its deadline, and never go on in the clear.",
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
