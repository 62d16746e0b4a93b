-- LIST is taken and never answered, while the connection stays open. For whoever believes that a dead server closes its
-- connections: only a deadline ends this.
return scenario {
  title = "a server that falls silent",
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 5 } } },
  },
  rules = {
    { on = "LIST", fault = "silence" },
  },
}
