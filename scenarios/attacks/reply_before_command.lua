return scenario {
  title = "a reply before its command",
  about = [[
    The server sends the +OK to a login together with the greeting, before the login begins. Catches clients that send a
    password to a server that does not check it.]],
  outcome = "refused with unsolicited_data",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "greeting", raw = "+OK ready\r\n+OK logged in\r\n" },
  },
}
