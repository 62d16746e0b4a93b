return scenario {
  title = "a rule for bob alone",
  about = [[
    Rules for one user among several, and a verdict on what each connection did. For whoever tests accounts side by
    side.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 2 } } },
    bob = { password = "hunter2", mailbox = { generate { count = 2 } } },
  },
  rules = {
    { on = "DELE", user = "bob", reply = err "bob's mail is archived" },
  },
  expect = {
    { command = "DELE", connection = 1, at_least = 1, at_most = 2 },
    { command = "DELE", connection = 2, exactly = 1 },
    { command = "RSET", never = true },
    order { "USER", "PASS", "DELE|RETR" },
  },
}
