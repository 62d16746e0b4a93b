return scenario {
  title = "a response code without its closing bracket",
  about = [[
    The server answers STAT with a response code that has no closing bracket. Catches clients that search for the
    bracket beyond the end of the line.]],
  outcome = "refused with refused; the client takes the response code for text",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "STAT", reply = "-ERR [IN-USE but not closed" },
  },
}
