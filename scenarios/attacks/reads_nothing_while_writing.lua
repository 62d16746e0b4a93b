return scenario {
  title = "a server that does not read while it writes",
  about = [[
    Messages are large, and the server reads no command before the last reply is out. For whoever sends so much
    ahead that both ends wait.]],
  outcome = "tolerated; what is sent ahead is bounded, and reading goes on meanwhile",
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 300, size = "64 KiB" } } },
  },
}
