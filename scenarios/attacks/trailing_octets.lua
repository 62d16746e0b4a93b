return scenario {
  title = "octets after a reply",
  about = [[
    The server sends octets without a line end after its reply to STAT. Catches clients that put these octets before the
    next reply.]],
  outcome = "refused with unsolicited_data",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "STAT", fault = "trailing_octets" },
  },
}
