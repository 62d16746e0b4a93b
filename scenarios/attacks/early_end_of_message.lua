return scenario {
  title = "a terminator in the middle of a message",
  about = [[
    The server sends a terminator in the middle of a message, and then the remaining lines. Catches clients that store
    the truncated message.]],
  outcome = "refused with message_truncated",
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 2, size = "8 KiB" } } },
  },
  rules = {
    { on = "RETR", fault = "early_terminator" },
  },
}
