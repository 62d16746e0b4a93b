return scenario {
  title = "the second login is sent in one write",
  about = [[
    If the server announces PIPELINING, a client can send its login in one write (RFC 2449 section 6.6). The second
    session must do that, and must not send CAPA again. Use it to test clients that remember what a server can do.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 3, size = "1 KiB" } }, lock = false },
  },
  rules = {
    { connection = 2, on = "USER", pipelined = false, reply = "-ERR one by one" },
  },
  expect = {
    { command = "CAPA", connection = 2, never = true },
    { command = "PASS", connection = 2, exactly = 1 },
  },
}
