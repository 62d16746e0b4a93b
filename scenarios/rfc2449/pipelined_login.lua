return scenario {
  title = "the second login leaves in one write",
  about = [[
    A login may leave in one write where PIPELINING is announced (RFC 2449 section 6.6): the second session must do
    that, and ask for nothing that the first was told. For whoever remembers what a server can do.]],
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
