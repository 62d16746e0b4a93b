return scenario {
  title = "RETR answers with another message",
  about = [[
    PIPELINING is announced, but of several messages that are asked for, the second comes first. For whoever stores
    it under the wrong name.]],
  outcome = "tolerated if the server announces sizes, which show it; everything is fetched again one by one",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    }, lock = false },
  },
  rules = {
    { on = "RETR", argument = "1", pipelined = true,
      raw = "+OK 29 octets\r\nSubject: two\r\n\r\nThe second.\r\n.\r\n" },
    { on = "RETR", argument = "2", connection = 1, raw = "+OK 28 octets\r\nSubject: one\r\n\r\nThe first.\r\n.\r\n" },
  },
}
