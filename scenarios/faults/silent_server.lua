return scenario {
  title = "a server that falls silent",
  about = [[
    Once somebody is logged in the server takes every command and answers none, while the connection stays open. For
    whoever believes that a dead server closes its connections: only a deadline ends this.]],
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
