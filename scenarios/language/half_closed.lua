return scenario {
  title = "a half-closed connection",
  about = [[
    The server closes its sending direction after the reply to STAT, and continues to read. Catches clients that take
    this for the end of both directions, or do not notice it.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 2, size = "1 KiB" } } } },
  rules = { { on = "STAT", reply = "+OK 2 2048", close = "half" } },
}
