return scenario {
  title = "messages that can be fetched only once",
  about = [[
    The server removes retrieved messages at the end of the session, even if the client did not delete them. Catches
    clients that expect to fetch a message again.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3, size = "1 KiB" } }, lock = false } },
  rules = { { on = "RETR", consume = true } },
}
