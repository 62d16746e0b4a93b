return scenario {
  title = "a rule for one user",
  about = [[
    One rule applies only to bob, and the expectations check what each connection did. Use it to test several accounts
    at the same time.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 2 } } },
    bob = { password = "hunter2", mailbox = { generate { count = 2 } } },
  },
  rules = {
    { name = "archive", on = "DELE", user = "bob", reply = err "bob's mail is archived" },
  },
  expect = {
    { command = "DELE", connection = 1, at_least = 1, at_most = 2 },
    { command = "DELE", connection = 2, exactly = 1 },
    { command = "RSET", never = true },
    order { "USER", "PASS", "DELE|RETR" },
  },
}
