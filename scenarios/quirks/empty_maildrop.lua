return scenario {
  title = "an empty maildrop",
  about = [[
    The maildrop contains no messages, so LIST and UIDL return empty bodies. Catches clients that divide by the number
    of messages.]],
  seen = "every server; curl #10",
  outcome = "tolerated",
  accounts = {
    alice = { password = "s3cret", mailbox = {} },
  },
}
