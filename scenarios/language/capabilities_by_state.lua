return scenario {
  title = "capabilities change with the state of the session",
  about = [[
    What CAPA lists depends on the moment: little before TLS, more under it, all after the login, and a line of our
    own. For whoever asks once and believes it for ever.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3 } } } },
  rules = {
    { on = "CAPA", state = "authorization", secured = false, reply = { "+OK", "STLS", ".A line that begins with a dot" } },
    { on = "CAPA", state = "authorization", secured = true, without = { "TOP", "UIDL", "PIPELINING", "SASL" } },
    { on = "CAPA", state = "transaction", with = { "LOGIN-DELAY 60", "EXPIRE 30 USER" }, without = "EXPIRE" },
  },
}
