return scenario {
  title = "STLS is announced but refused",
  about = [[
    The server announces STLS but refuses it, as an attacker on the network would do. Catches clients that continue
    without TLS.]],
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
