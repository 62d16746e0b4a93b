return scenario {
  title = "different kinds of slow networks",
  about = [[
    Connections 1 to 5 have latency with a different distribution each; the others have a pause, a delay in the other
    direction, or a low bandwidth. Use it to measure round trips.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3, size = "4 KiB" } }, lock = false } },
  network = {
    { direction = "to_client", latency = "100ms" },
    { connection = 1, direction = "to_client", jitter = "10ms", law = "constant" },
    { connection = 2, direction = "to_client", jitter = "10ms", law = "uniform" },
    { connection = 3, direction = "to_client", jitter = "10ms", law = "normal" },
    { connection = 4, direction = "to_client", jitter = "10ms", law = "lognormal" },
    { connection = 5, direction = "to_client", jitter = "10ms", law = "pareto" },
    { connection = 6, direction = "to_client", stall = { after = "10 B", lasting = "2s" } },
    { connection = 7, direction = "to_server", latency = "1s" },
    { connection = 8, direction = "to_client", bandwidth = "1 KiB/s", slice = 16 },
  },
}
