return scenario {
  title = "TLS session resumption",
  about = [[
    The server works correctly. A client with several connections should resume the TLS session of the first connection
    on the others, which saves half of the handshake; the journal then contains "resumed". The first connection waits
    until another one logs in.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 60, size = "1 KiB" } }, lock = false },
  },
  rules = {
    { on = "AUTH|PASS", connection = "2..", release = "a follower" },
    { on = "TOP", nth = "10..", hold = "a follower" },
  },
}
