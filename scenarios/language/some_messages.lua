return scenario {
  title = "some messages are not what they should be",
  about = "Messages 10 to 12 are broken each in its way, all others are well. For whoever goes on behind a failure.",
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 20, size = "2 KiB" } } } },
  rules = {
    { on = "RETR|TOP", message = 10, fault = { "truncated", "lying_size" } },
    { on = "RETR|TOP", message = 11, reply = err("SYS/PERM", "message lost") },
    { on = "RETR", message = "12..13", argument = "12", fault = "nul_octets" },
  },
}
