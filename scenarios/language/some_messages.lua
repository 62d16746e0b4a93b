return scenario {
  title = "some messages are broken",
  about = [[
    The server breaks messages 10 to 12, each in a different way; all other messages are correct. Catches clients that
    do not continue after a failure.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 20, size = "2 KiB" } } } },
  rules = {
    { on = "RETR|TOP", message = 10, fault = { "truncated", "lying_size" } },
    { on = "RETR|TOP", message = 11, reply = err("SYS/PERM", "message lost") },
    { on = "RETR", message = "12..13", argument = "12", fault = "nul_octets" },
  },
}
