return scenario {
  title = "a unique-id of 7,000 octets",
  about = [[
    The server returns a unique-id of 7,000 octets; RFC 1939 section 7 allows 70. Catches clients that truncate a
    unique-id to a fixed size: a truncated unique-id names no message, or another one.]],
  accounts = { alice = { password = "s3cret", lock = false, mailbox = { generate { count = 1, size = "1 KiB" } } } },
  rules = { { on = "UIDL", argument = "1", reply = ok("1 " .. ("x"):rep(7000)) } },
}
