return scenario {
  title = "a quarter of all messages is refused",
  about = [[
    One RETR in four is refused, by chance; the seed says which. For whoever wants to see the same failures again.]],
  seed = 11,
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3, size = "1 KiB" } }, lock = false } },
  rules = {
    { on = "RETR", probability = 0.25, reply = err("SYS/TEMP", "not now") },
  },
}
