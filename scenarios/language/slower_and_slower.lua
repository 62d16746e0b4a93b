return scenario {
  title = "a network that changes during the session",
  about = [[
    The network is fast until the second RETR, and slow after it; NOOP makes it fast again. Catches clients that do not
    adapt to the network, or give up too early.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3, size = "1 KiB" } } } },
  rules = {
    { on = "RETR", nth = 2, network = { latency = "3s", direction = "to_client" } },
    { on = "NOOP", network = {} },
  },
}
