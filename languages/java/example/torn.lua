-- The connection breaks within the first message. The client must fetch it again, and delete nothing that it has not fetched.
return scenario {
  title    = "the connection breaks within a message",
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 2, size = "4 KiB" } } } },
  rules    = { { on = "RETR", times = 1, cut = { after = 100, close = "reset" } } },
  expect   = {
    { command = "RETR 1", exactly = 2 },
    { command = "DELE $n", before = "RETR $n", never = true },
    { command = "QUIT", exactly = 1 },
  },
}
