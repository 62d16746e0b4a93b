-- LIST and UIDL with a number answer with a body. For whoever takes the body for the next reply.
-- Seen: mailpit 518 and 552
-- pop3kit: refused with unsolicited_data
return scenario {
  title = "LIST n has a body",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "LIST", argument = "1", raw = "+OK\r\n1 28\r\n.\r\n" },
  },
}
