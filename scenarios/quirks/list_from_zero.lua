return scenario {
  title = "LIST starts at 0",
  about = "LIST gives the first message the number 0. Catches clients that use the message number as an index.",
  seen = "servers for which VMime, libetpan, mpop, getmail and Thunderbird have workarounds",
  outcome = [[
    refused with malformed_response; message numbers start at 1, so the client cannot know which message the number 1
    means]],
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
