return scenario {
  title = "RETR returns another message",
  about = [[
    The server announces PIPELINING, but sends the second message first if the client pipelines RETR. Catches clients
    that store a message under the wrong name.]],
  outcome = [[
    tolerated, if the server reports sizes, which reveal the error; the client fetches all messages again, one at a
    time]],
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
