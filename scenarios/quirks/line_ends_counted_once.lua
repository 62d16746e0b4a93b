return scenario {
  title = "sizes count a line end as one octet",
  about = [[
    LIST and RETR count each line end as one octet, although the server sends two. Catches clients that stop reading at
    the reported size.]],
  seen = "servers for which VMime, libetpan, mpop, getmail and Thunderbird have workarounds",
  outcome = "tolerated",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "LIST", argument = "", raw = "+OK\r\n1 25\r\n2 26\r\n.\r\n" },
    { on = "RETR", argument = "1", raw = "+OK 25 octets\r\nSubject: one\r\n\r\nThe first.\r\n.\r\n" },
    { on = "RETR", argument = "2", raw = "+OK 26 octets\r\nSubject: two\r\n\r\nThe second.\r\n.\r\n" },
  },
}
