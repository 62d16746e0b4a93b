return scenario {
  title = "a slow reply to a wrong password",
  about = [[
    The server delays its reply to a wrong password, and delays it longer at the next attempt. Catches clients that take
    the delay for an unreachable server.]],
  seen = "MailKit #137",
  outcome = "refused with authentication_failed, if the option `timeout` is longer than the delay",
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
