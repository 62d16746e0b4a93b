return scenario {
  title = "a wrong password takes its time",
  about = [[
    The server lets whoever has a wrong password wait, and next time for longer. For whoever takes that for a dead
    server.]],
  seen = "MailKit 137",
  outcome = "refused with authentication_failed, as long as `timeout` is longer; it can be set",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  listen = { mechanisms = "USER" },
  rules = {
    { on = "PASS", times = 1, delay = "300ms", reply = err("AUTH", "wrong password") },
    { on = "PASS", delay = "1h", reply = err("AUTH", "wrong password") },
  },
}
