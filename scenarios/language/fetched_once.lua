return scenario {
  title = "messages can be fetched once",
  about = [[
    What was retrieved is gone with the session, deleted or not. For whoever thinks that mail can be fetched again.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3, size = "1 KiB" } }, lock = false } },
  rules = { { on = "RETR", consume = true } },
}
