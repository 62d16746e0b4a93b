return scenario {
  title = "a listing breaks off",
  about = [[
    The connection ends in good order before the terminator of UIDL. For whoever takes what has come for all there
    is.]],
  outcome = "refused with connection_closed",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "UIDL", fault = "missing_terminator", close = "orderly" },
  },
}
