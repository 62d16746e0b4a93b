return scenario {
  title = "a server with slow commands",
  about = [[
    The server needs some time for each message, and sessions do not wait for each other. Use it to test clients that
    find out how many connections help: here, several do.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 400, size = "1 KiB" } }, lock = false },
  },
  rules = {
    { on = "RETR|TOP", delay = "8ms" },
  },
}
