return scenario {
  title = "a listing out of order",
  about = "LIST tells of message 2 before message 1. For whoever searches it by halves.",
  outcome = "refused with malformed_response",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "LIST", argument = "", raw = "+OK\r\n2 29\r\n1 28\r\n.\r\n" },
  },
}
