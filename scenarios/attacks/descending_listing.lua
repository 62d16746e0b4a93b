return scenario {
  title = "a listing in descending order",
  about = "LIST lists message 2 before message 1. Catches clients that use a binary search on the listing.",
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
