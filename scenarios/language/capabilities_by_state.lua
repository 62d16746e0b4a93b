return scenario {
  title = "capabilities change with the session state",
  about = [[
    The CAPA response depends on the session state: it has few lines before TLS, more under TLS, and all of them after
    login, with lines that the scenario adds. Catches clients that send CAPA only once.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3 } } } },
  rules = {
    { on = "CAPA", state = "authorization", secured = false, reply = { "+OK", "STLS", ".A line that begins with a dot" } },
    { on = "CAPA", state = "authorization", secured = true, without = { "TOP", "UIDL", "PIPELINING", "SASL" } },
    { on = "CAPA", state = "transaction", with = { "LOGIN-DELAY 60", "EXPIRE 30 USER" }, without = "EXPIRE" },
  },
}
