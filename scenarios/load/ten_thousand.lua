return scenario {
  title = "ten thousand messages",
  about = [[
    Ten thousand messages that several sessions may read at once. For whoever measures listings and parallel
    connections, or wonders whether a client's memory grows with the maildrop.]],
  seed = 10000,
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 10000, size = "4 KiB" } }, lock = false },
  },
}
