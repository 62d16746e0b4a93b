return scenario {
  title = "a reply to a command not yet sent",
  about = [[
    Behind the greeting stands the +OK to a login that has not begun. For whoever sends a password to somebody who
    does not look at it.]],
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
