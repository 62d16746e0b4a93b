return scenario {
  title = "a size of 2^64-1",
  about = [[
    LIST, STAT and RETR report the largest size that fits into 64 bits, so the sum of two sizes overflows. Catches
    clients that add sizes without an overflow check.]],
  outcome = "tolerated; the client never allocates memory based on a reported size",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "LIST", argument = "", raw = "+OK\r\n1 18446744073709551615\r\n2 18446744073709551615\r\n.\r\n" },
    { on = "STAT", reply = "+OK 18446744073709551615 18446744073709551615" },
    { on = "RETR", raw = "+OK 18446744073709551615 octets\r\nSubject: one\r\n\r\nThe first.\r\n.\r\n" },
  },
}
