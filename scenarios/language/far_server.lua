return scenario {
  title = "a distant server",
  about = [[
    The server is far away, does not announce PIPELINING, and ends every session after one minute. Use it to test
    clients with long round trips and short sessions.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 2 } }, lock = false } },
  rules = { quirk "no_pipelining", quirk "far_away", quirk "impatient" },
}
