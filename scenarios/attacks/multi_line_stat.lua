return scenario {
  title = "STAT returns a multi-line response",
  about = "The server answers STAT as if it were LIST. Catches clients that take the lines for the next replies.",
  outcome = "refused with unsolicited_data",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "STAT", raw = "+OK 2 57\r\n1 28\r\n2 29\r\n.\r\n" },
  },
}
