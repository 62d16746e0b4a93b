-- Nothing in the maildrop: LIST and UIDL answer with empty bodies. For whoever divides by the number of messages.
-- Seen: every server; curl 10
-- pop3kit: tolerated
return scenario {
  title = "an empty maildrop",
  accounts = {
    alice = { password = "s3cret", mailbox = {} },
  },
}
