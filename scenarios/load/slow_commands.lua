return scenario {
  title = "a server that takes its time over each message",
  about = [[
    Every message takes the server a while, and sessions do not wait for one another. For whoever finds out by
    itself how many connections pay: here several do.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 400, size = "1 KiB" } }, lock = false },
  },
  rules = {
    { on = "RETR|TOP", delay = "8ms" },
  },
}
