return scenario {
  title = "words in a listing",
  about = "A line of words stands in the listing. For whoever skips it and miscounts.",
  seen = "servers that VMime, libetpan, mpop, getmail and Thunderbird make allowances for",
  outcome = "refused with malformed_response",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "LIST", argument = "", raw = "+OK\r\n1 28\r\nwarning: mailbox was rebuilt\r\n2 29\r\n.\r\n" },
  },
}
