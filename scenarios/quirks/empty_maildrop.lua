return scenario {
  title = "an empty maildrop",
  about = [[
    Nothing in the maildrop: LIST and UIDL answer with empty bodies. For whoever divides by the number of messages.]],
  seen = "every server; curl 10",
  outcome = "tolerated",
  accounts = {
    alice = { password = "s3cret", mailbox = {} },
  },
}
