return scenario {
  title = "the answer to QUIT is lost",
  about = [[
    QUIT arrives, but the connection ends before its answer. For whoever deletes mail: nobody can know now whether
    the messages are gone, and a client should say so.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 3 } } },
  },
  rules = {
    { on = "QUIT", close = "reset" },
  },
}
