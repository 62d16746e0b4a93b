return scenario {
  title = "ways in which a network is slow",
  about = "Every law of latency, a connection for each, and a pause on the way. For whoever measures round trips.",
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
