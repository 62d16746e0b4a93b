return scenario {
  title = "one session waits for another",
  about = [[
    The first connection's RETR waits until a second connection has logged in: an order of events that needs no
    luck. LIST takes between one and two seconds. For whoever tests two sessions at once.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3, size = "1 KiB" } }, lock = false } },
  rules = {
    { on = "RETR", connection = 1, hold = "second login" },
    { on = "PASS", connection = 2, release = "second login" },
    { on = "LIST", delay = "1s..2s" },
  },
}
