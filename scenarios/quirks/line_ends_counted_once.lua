return scenario {
  title = "sizes count a line end as one octet",
  about = "LIST and RETR count every line end as one octet, though two are sent. For whoever stops at the size.",
  seen = "servers that VMime, libetpan, mpop, getmail and Thunderbird make allowances for",
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
