return scenario {
  title = "a transfer that is interrupted twice",
  about = [[
    The server resets the first connection in the middle of a message, and closes the second connection in the middle of
    another one. Catches clients that resume a transfer and lose, duplicate or confuse messages.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 60, size = "4 KiB" } }, lock = false },
  },
  rules = {
    { on = "RETR", connection = 1, nth = 20, cut = { after = "2 KiB", close = "reset" } },
    { on = "RETR", connection = 2, nth = 15, cut = { after = 100, close = "orderly" } },
    { on = "TOP", connection = 1, nth = 20, cut = { after = 100, close = "reset" } },
    { on = "TOP", connection = 2, nth = 15, cut = { after = 10, close = "orderly" } },
  },
}
