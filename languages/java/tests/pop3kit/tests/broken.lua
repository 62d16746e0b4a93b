return scenario {
  title    = "torn",
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3, size = "4 KiB" } } } },
  rules    = { { on = "RETR", times = 1, cut = { after = 100, close = "reset" } } },
  expect   = { { command = "RETR 1", exactly = 2 } },
}
