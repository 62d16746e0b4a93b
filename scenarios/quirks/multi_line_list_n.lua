return scenario {
  title = "LIST n returns a multi-line response",
  about = [[
    The server answers LIST n and UIDL n with a multi-line response. Catches clients that take the body for the reply to
    the next command.]],
  seen = "Mailpit #518 and #552",
  outcome = [[
    refused with unsolicited_data, or with malformed_status_line if the client has already sent the next command]],
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "LIST", argument = "1", raw = "+OK\r\n1 28\r\n.\r\n" },
    { on = "LIST", argument = "2", raw = "+OK\r\n2 29\r\n.\r\n" },
    { on = "UIDL", argument = "", raw = "+OK\r\n1 one\r\n2 two\r\n.\r\n" },
    { on = "UIDL", argument = "1", raw = "+OK\r\n1 one\r\n.\r\n" },
    { on = "UIDL", argument = "2", raw = "+OK\r\n2 two\r\n.\r\n" },
  },
}
