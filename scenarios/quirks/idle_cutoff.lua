-- The server ends a session that was idle for a minute, where RFC 1939 asks for ten. For whoever thinks between
-- commands.
-- Seen: Outlook.com, WildDuck 709
-- pop3kit: refused with connection_closed; the next operation connects again
return scenario {
  title = "an idle session is cut off",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "NOOP", close = "orderly" },
  },
}
