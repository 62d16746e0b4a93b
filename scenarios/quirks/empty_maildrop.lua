-- Nothing in the maildrop: LIST and UIDL answer with empty bodies. For whoever divides by the number of messages.
return scenario {
  title = "an empty maildrop",
  accounts = {
    alice = { password = "s3cret", mailbox = {} },
  },
}
