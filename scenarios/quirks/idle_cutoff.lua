return scenario {
  title = "an idle session is cut off",
  about = [[
    The server ends a session that was idle for a minute, where RFC 1939 asks for ten. For whoever thinks between
    commands.]],
  seen = "Outlook.com, WildDuck 709",
  outcome = [[
    tolerated; the client sees the end before it sends the next command, and connects again; a number of the session
    that has ended is refused with session_lost]],
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  autologout = "1m",
}
