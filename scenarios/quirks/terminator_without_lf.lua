return scenario {
  title = "a message ends with a dot and CR",
  about = "The terminator of a message lacks its LF. Catches clients that wait for the LF without a timeout.",
  seen = "Cyrus (cyrus-imapd #4717)",
  outcome = "refused with deadline_exceeded",
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
