return scenario {
  title = "a dot before LF alone ends a message",
  about = [[
    The lines of a message end with CRLF, but the dot that ends it is followed by LF alone. For whoever waits for
    ever.]],
  seen = "broken servers on UNIX (MailKit)",
  outcome = [[
    refused with deadline_exceeded; where lines end with CRLF, a dot before LF alone belongs to the message, and
    taking it for the end would cut mail short]],
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "RETR", raw = "+OK 28 octets\r\nSubject: one\r\n\r\nThe first.\r\n.\n" },
  },
}
