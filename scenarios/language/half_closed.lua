return scenario {
  title = "half a connection",
  about = [[
    The server ends its own direction behind the reply to STAT and goes on listening, as one that has shut down for
    writing. For whoever takes the end of one direction for the end of both, or for no end at all.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 2, size = "1 KiB" } } } },
  rules = { { on = "STAT", reply = "+OK 2 2048", close = "half" } },
}
