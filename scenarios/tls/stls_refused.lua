return scenario {
  title = "STLS announced and refused",
  about = [[
    STLS is announced, and refused when it comes to it, as a man in the middle would have it. For whoever must not
    go on in the clear then.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  rules = {
    { on = "STLS", reply = "-ERR TLS is not available just now" },
  },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
