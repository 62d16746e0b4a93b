return scenario {
  title = "a transfer that is cut twice",
  about = [[
    The first connection is reset in the middle of a message, and the second one ends in the middle of another. For
    whoever goes on where it stopped: nothing may be missing, come twice or be mistaken for another message.]],
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
