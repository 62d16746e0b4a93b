return scenario {
  title = "connections that do not last",
  about = [[
    Connections that come to an end by themselves: refused, after so many octets, after so long. For whoever
    connects again.]],
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
