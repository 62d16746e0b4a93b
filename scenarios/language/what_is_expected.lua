return scenario {
  title = "fetch, delete, leave",
  about = [[
    A verdict on how a client fetches mail: each message once, none deleted before it was fetched, every session
    ended by QUIT, and nobody left waiting. For whoever writes such a client.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3, size = "1 KiB" } }, lock = false } },
  expect = {
    { command = "RETR $n", each = "$n", at_most = 1 },
    { command = "DELE $n", before = "RETR $n", never = true },
    { command = "NOOP", after = "DELE", user = "alice", never = true },
    { command = "QUIT", each = "connection", exactly = 1 },
    { idle_at_most = "30s" },
  },
}
