return scenario {
  title = "a network that changes while the session runs",
  about = [[
    The line is good until the second message is fetched, then it is bad, and with NOOP it is good again. For
    whoever adapts to a network, or gives up too early.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3, size = "1 KiB" } } } },
  rules = {
    { on = "RETR", nth = 2, network = { latency = "3s", direction = "to_client" } },
    { on = "NOOP", network = {} },
  },
}
