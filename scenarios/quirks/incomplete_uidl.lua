-- UIDL tells of the first message alone. For whoever joins the listings by their place.
-- Seen: MailKit 560
-- pop3kit: tolerated; what is not told has no unique-id, and messages are not shared among connections
return scenario {
  title = "UIDL leaves messages out",
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
