return scenario {
  title = "a quarter of all RETR commands is refused",
  about = [[
    The server refuses one RETR in four at random. The seed determines which ones, so that the same failures can be
    repeated.]],
  seed = 11,
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3, size = "1 KiB" } }, lock = false } },
  rules = {
    { on = "RETR", probability = 0.25, reply = err("SYS/TEMP", "not now") },
  },
}
