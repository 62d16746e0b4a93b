return scenario {
  title = "a shared maildrop behind a slow server",
  about = [[
    A maildrop that several sessions may share, on a server whose every answer takes a moment: one connection waits
    for each in turn, five wait together.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 200, size = "2 KiB" } }, lock = false },
  },
  rules = {
    { on = "TOP", delay = "2ms" },
  },
}
