return scenario {
  title = "connections that end early",
  about = [[
    The network refuses connections, or ends them after a number of octets or after some time. Use it to test clients
    that connect again.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3 } }, lock = false } },
  network = {
    { connection = 1, refuse = true },
    { connection = 2, limit = "20 B", close = "reset" },
    { connection = 3, lifetime = "5s" },
    { connection = 4, lifetime = "5s", close = "reset" },
    { time = "1h..", times = 1, refuse = true },
    { secured = true, probability = 1.0, limit = "1 MB" },
  },
}
