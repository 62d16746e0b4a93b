return scenario {
  title = "a timestamp in the midst of the greeting",
  about = [[
    The timestamp for APOP stands behind other text, with more text behind it. For whoever looks at the end of the
    line.]],
  seen = "servers that MailKit makes allowances for",
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
