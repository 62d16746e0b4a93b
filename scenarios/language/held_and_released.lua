return scenario {
  title = "one session waits for another",
  about = [[
    RETR on the first connection waits until a second connection has logged in, so that the order of events is
    deterministic. LIST takes between one and two seconds. Use it to test two concurrent sessions.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3, size = "1 KiB" } }, lock = false } },
  rules = {
    { on = "RETR", connection = 1, hold = "second login" },
    { on = "PASS", connection = 2, release = "second login" },
    { on = "LIST", delay = "1s..2s" },
  },
}
