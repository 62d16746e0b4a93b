return scenario {
  title = "a message cut off without close_notify",
  about = [[
    The connection ends in mid-message without close_notify, as if somebody on the way had cut it to hide the rest.
    What arrived is no message.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 3, size = "8 KiB" } } },
  },
  tls = { { connection = 1, close_notify = false } },
  rules = {
    { on = "RETR", connection = 1, cut = { after = 1024, close = "orderly" } },
  },
}
