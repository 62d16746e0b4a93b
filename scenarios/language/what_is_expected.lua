return scenario {
  title = "fetch, delete, quit",
  about = [[
    The expectations check how a client fetches mail: it fetches each message at most once, deletes a message only after
    it has fetched it, sends no NOOP after a deletion, ends every session with QUIT, and never stays idle for more than
    30 seconds.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3, size = "1 KiB" } }, lock = false } },
  expect = {
    { command = "RETR $n", each = "$n", at_most = 1 },
    { command = "DELE $n", before = "RETR $n", never = true },
    { command = "NOOP", after = "DELE", user = "alice", never = true },
    { command = "QUIT", each = "connection", exactly = 1 },
    { idle_at_most = "30s" },
  },
}
