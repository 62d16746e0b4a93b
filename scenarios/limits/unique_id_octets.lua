return scenario {
  title = "a unique-id beyond all bounds",
  about = [[
    A unique-id of 7,000 octets, where RFC 1939 section 7 allows 70. For clients with a fixed room for it: one cut
    short names nothing, or another message.]],
  accounts = { alice = { password = "s3cret", lock = false, mailbox = { generate { count = 1, size = "1 KiB" } } } },
  rules = { { on = "UIDL", argument = "1", reply = ok("1 " .. ("x"):rep(7000)) } },
}
