return scenario {
  title = "a connection lost in mid-message",
  about = [[
    The connection is lost in the middle of the third message, once; the next connection finds all well. For whoever
    must not save half a message, and wants to resume where it stopped.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 5, size = "16 KiB" } } },
  },
  rules = {
    { on = "RETR", nth = 3, times = 1, cut = { after = "4 KiB", close = "reset" } },
  },
}
