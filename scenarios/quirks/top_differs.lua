return scenario {
  title = "TOP and RETR return different headers",
  about = [[
    TOP returns a header that differs from the header of the message. Catches clients that compare the two headers.]],
  seen = "Exchange and Lotus Notes (Jakarta Mail)",
  outcome = "tolerated; the client returns each header as the server sent it",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "TOP", raw = "+OK\r\nSubject: ONE\r\nX-Server: Exchange\r\n\r\n.\r\n" },
  },
}
