return scenario {
  title = "UIDL omits messages",
  about = [[
    UIDL lists only the first of two messages. Catches clients that match the lines of LIST and UIDL by position.]],
  seen = "MailKit #560",
  outcome = [[
    tolerated; messages that UIDL omits have no unique-id, and the client does not distribute messages over several
    connections]],
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "UIDL", argument = "", raw = "+OK\r\n1 one\r\n.\r\n" },
  },
}
