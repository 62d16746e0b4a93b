return scenario {
  title = "a slow server",
  about = [[
    The network has a high latency and a low bandwidth, and the server delays each reply to RETR. Use it to test
    timeouts, progress bars and the benefit of pipelining.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 20, size = "8 KiB" } }, lock = false },
  },
  rules = {
    { on = "RETR", delay = "100ms" },
  },
  network = {
    { latency = "20ms", jitter = "5ms", bandwidth = "256 KiB/s" },
  },
}
