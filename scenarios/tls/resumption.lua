return scenario {
  title = "TLS sessions that can be resumed",
  about = [[
    Nothing is wrong: the followers of a client with several connections should resume the TLS session of the first
    one, which saves them half of the handshake. The journal says "resumed". The first connection waits for a
    follower.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 60, size = "1 KiB" } }, lock = false },
  },
  rules = {
    { on = "AUTH|PASS", connection = "2..", release = "a follower" },
    { on = "TOP", nth = "10..", hold = "a follower" },
  },
}
