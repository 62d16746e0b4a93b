return scenario {
  about = [[
    A client must fetch each message once before deleting it, send QUIT (RFC 1939 section 6), and not idle for long.]],
  title    = "no message is lost or fetched twice",
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 5, size = "4 KiB" } } } },
  expect   = {
    { command = "RETR $n", each = "$n", at_most = 1 },
    { command = "DELE $n", before = "RETR $n", never = true },
    { command = "DELE $n", after = "RETR $n", exactly = 5 },
    { command = "QUIT", each = "connection", exactly = 1 },
    { command = "connect", at_most = 2 },
    { idle_at_most = "5m" },
    order { "LOGIN alice", "RETR $n", "DELE $n", "QUIT" },
  },
}
