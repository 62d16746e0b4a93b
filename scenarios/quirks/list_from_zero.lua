-- The first message has the number 0. For whoever takes the number for an index.
-- Seen: servers that VMime, libetpan, mpop, getmail and Thunderbird make allowances for
-- pop3kit: refused with malformed_response; numbers begin at 1, and nobody knows which message is meant by 1
return scenario {
  title = "LIST counts from 0",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "LIST", argument = "", raw = "+OK\r\n0 28\r\n1 29\r\n.\r\n" },
  },
}
