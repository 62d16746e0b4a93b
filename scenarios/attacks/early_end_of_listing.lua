return scenario {
  title = "a terminator in the middle of a listing",
  about = [[
    The server sends a terminator in the middle of the LIST response, and then the remaining lines. Catches clients that
    take the remaining lines for replies.]],
  outcome = "refused with unsolicited_data",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "LIST", fault = "early_terminator" },
  },
}
