return scenario {
  title = "RETR reports a wrong size",
  about = [[
    The status line of RETR reports a size that has no relation to the message. Catches clients that read exactly that
    many octets.]],
  seen = "servers for which Jakarta Mail uses the size only as a hint",
  outcome = "tolerated; the client uses sizes only as hints and reads up to the terminator",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "RETR", argument = "1", raw = "+OK 832 octets\r\nSubject: one\r\n\r\nThe first.\r\n.\r\n" },
    { on = "RETR", argument = "2", raw = "+OK 3 octets\r\nSubject: two\r\n\r\nThe second.\r\n.\r\n" },
  },
}
