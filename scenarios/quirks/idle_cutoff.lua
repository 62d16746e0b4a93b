return scenario {
  title = "idle sessions end after one minute",
  about = [[
    The server ends a session that was idle for one minute; RFC 1939 requires at least ten. Catches clients that pause
    between commands.]],
  seen = "Outlook.com, WildDuck #709",
  outcome = [[
    tolerated; the client notices the closed connection before it sends the next command, and connects again; operations
    that use a message number from the closed session are refused with session_lost]],
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  autologout = "1m",
}
