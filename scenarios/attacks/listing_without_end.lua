return scenario {
  title = "a listing without a terminator",
  about = [[
    The server closes the connection in an orderly way before the terminator of UIDL. Catches clients that take an
    incomplete listing for complete.]],
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
