return scenario {
  title = "a slow server",
  about = [[
    A server far away that also thinks before it answers RETR. For whoever tests deadlines, progress bars and
    whether pipelining pays off.]],
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
