return scenario {
  title = "a timestamp in the middle of the greeting",
  about = [[
    The greeting contains text before and after the timestamp for APOP. Catches clients that expect the timestamp at the
    end of the line.]],
  seen = "servers for which MailKit has a workaround",
  outcome = "tolerated",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  listen = { mechanisms = "APOP" },
  rules = {
    { on = "greeting", reply = "+OK NT-POP3 Server mail.example.org (8.05) <1896.697170952@mail.example.org> welcome" },
  },
}
