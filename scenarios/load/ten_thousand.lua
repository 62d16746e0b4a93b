return scenario {
  title = "ten thousand messages",
  about = [[
    The maildrop contains ten thousand messages, and several sessions can read it at the same time. Use it to measure
    listings, parallel connections, and the memory that a client needs for a large maildrop.]],
  seed = 10000,
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 10000, size = "4 KiB" } }, lock = false },
  },
}
