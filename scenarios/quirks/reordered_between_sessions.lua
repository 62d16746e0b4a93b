return scenario {
  title = "message numbers change between sessions",
  about = "The second session has the messages in a different order. Catches clients that remember message numbers.",
  seen = "servers for which VMime, libetpan, mpop, getmail and Thunderbird have workarounds",
  outcome = [[
    tolerated; the client does not accept a message number from an earlier session, and finds messages by unique-id]],
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { connection = 1, on = "UIDL", argument = "", raw = "+OK\r\n1 one\r\n2 two\r\n.\r\n" },
    { connection = 1, on = "NOOP", close = "orderly" },
    { connection = 2, on = "UIDL", argument = "", raw = "+OK\r\n1 two\r\n2 one\r\n.\r\n" },
    { connection = 2, on = "RETR", argument = "1", raw = "+OK 29 octets\r\nSubject: two\r\n\r\nThe second.\r\n.\r\n" },
    { connection = 2, on = "RETR", argument = "2", raw = "+OK 28 octets\r\nSubject: one\r\n\r\nThe first.\r\n.\r\n" },
  },
}
