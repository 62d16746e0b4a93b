return scenario {
  title = "a server that falls silent",
  about = [[
    After login, the server accepts STAT, LIST, UIDL, TOP, RETR and QUIT but never replies to them, and keeps the
    connection open. Catches clients that have no timeout, and wait for the server to close the connection.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 5 } } },
  },
  rules = {
    { on = "STAT", fault = "silence" },
    { on = "LIST", fault = "silence" },
    { on = "UIDL", fault = "silence" },
    { on = "TOP", fault = "silence" },
    { on = "RETR", fault = "silence" },
    { on = "QUIT", fault = "silence" },
  },
}
