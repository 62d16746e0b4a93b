return scenario {
  title = "a connection lost in mid-message",
  about = [[
    The server resets the connection in the middle of the third message, but only once: the next connection works.
    Catches clients that store the truncated message, or that cannot resume.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 5, size = "16 KiB" } } },
  },
  rules = {
    { on = "RETR", nth = 3, times = 1, cut = { after = "4 KiB", close = "reset" } },
  },
}
