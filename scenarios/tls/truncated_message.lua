return scenario {
  title = "a message cut off without close_notify",
  about = [[
    The connection closes in the middle of a message without a close_notify, as if an attacker had cut it off to hide
    the rest. Catches clients that accept truncated messages.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 3, size = "8 KiB" } } },
  },
  tls = { { connection = 1, close_notify = false } },
  rules = {
    { on = "RETR", connection = 1, cut = { after = 1024, close = "orderly" } },
  },
}
