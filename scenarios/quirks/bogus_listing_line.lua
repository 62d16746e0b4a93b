return scenario {
  title = "text in a listing",
  about = [[
    The LIST response contains a line of text between two messages. Catches clients that skip the line or count it as a
    message.]],
  seen = "servers for which VMime, libetpan, mpop, getmail and Thunderbird have workarounds",
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
