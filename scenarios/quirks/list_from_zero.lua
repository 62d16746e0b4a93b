return scenario {
  title = "LIST counts from 0",
  about = "The first message has the number 0. For whoever takes the number for an index.",
  seen = "servers that VMime, libetpan, mpop, getmail and Thunderbird make allowances for",
  outcome = "refused with malformed_response; numbers begin at 1, and nobody knows which message is meant by 1",
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
