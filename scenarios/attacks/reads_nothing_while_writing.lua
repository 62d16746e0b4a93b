return scenario {
  title = "a server that does not read while it writes",
  about = [[
    The messages are large, and the server reads no command before it has sent the last reply. Catches clients that send
    so many commands in advance that both sides block.]],
  outcome = "tolerated; the client limits the commands that it sends in advance, and reads while it writes",
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 300, size = "64 KiB" } } },
  },
}
