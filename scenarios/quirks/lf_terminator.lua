return scenario {
  title = "a message ends with a dot and LF",
  about = [[
    The lines of a message end with CRLF, but the dot that ends the message is followed by LF alone. Catches clients
    that wait for the terminator without a timeout.]],
  seen = "broken servers on UNIX (MailKit)",
  outcome = [[
    refused with deadline_exceeded; if the lines of a message end with CRLF, a line of a dot and LF belongs to the
    message, and a client that takes it for the terminator would truncate valid messages]],
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
