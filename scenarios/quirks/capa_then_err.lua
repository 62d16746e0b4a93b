return scenario {
  title = "-ERR after the capability list",
  about = [[
    The server answers CAPA with the capability list and then with -ERR. Catches clients that take the -ERR for the
    reply to the next command.]],
  seen = "servers for which MailKit has a workaround",
  outcome = "refused with unsolicited_data; otherwise the client would match every later reply to the wrong command",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "CAPA", raw = "+OK\r\nTOP\r\nUIDL\r\nUSER\r\n.\r\n-ERR unknown command\r\n" },
  },
}
