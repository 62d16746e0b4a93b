return scenario {
  title = "randomness everywhere, with one seed",
  about = [[
    The scenario uses every kind of randomness: probabilities, delays, jitter, garbage, unique-ids, hooks and mail. One
    seed determines all of it, and each rule has its own random stream on each connection: with the same seed, the same
    client gets the same run.]],
  seed = 2024,
  accounts = {
    alice = { password = "s3cret", lock = false, mailbox = {
      generate { count = 5, size = "1 KiB..4 KiB", shape = { "plain", "dots", "html" } },
    } },
  },
  rules = {
    { on = "STAT", probability = 0.5, fault = "garbage" },
    { on = "UIDL", fault = "changing_unique_ids", delay = "10ms..500ms" },
    { on = "RETR", probability = 0.3, reply = err("SYS/TEMP", "not now") },
    { on = "LIST", probability = 0.5, fault = "garbage_in_body" },
  },
  network = {
    { latency = "20ms", jitter = "10ms", law = "pareto" },
  },
  hooks = {
    NOOP = function() return ok("the dice say " .. math.random(1, 1000000)) end,
  },
}
