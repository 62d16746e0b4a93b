return scenario {
  title = "a shared maildrop on a slow server",
  about = [[
    Several sessions can share the maildrop, and the server delays every reply to TOP. A client with one connection
    waits for each reply in turn; a client with five connections waits for five replies at a time.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 200, size = "2 KiB" } }, lock = false },
  },
  rules = {
    { on = "TOP", delay = "2ms" },
  },
}
