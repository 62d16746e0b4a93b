-- The LF of the terminator is missing. For whoever waits without a deadline.
-- Seen: Cyrus (cyrus-imapd 4717)
-- pop3kit: refused with deadline_exceeded
return scenario {
  title = "a message ends with a dot and CR",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "RETR", raw = "+OK 28 octets\r\nSubject: one\r\n\r\nThe first.\r\n.\r" },
  },
}
