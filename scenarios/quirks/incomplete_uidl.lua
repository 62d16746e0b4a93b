return scenario {
  title = "UIDL leaves messages out",
  about = "UIDL tells of the first message alone. For whoever joins the listings by their place.",
  seen = "MailKit 560",
  outcome = "tolerated; what is not told has no unique-id, and messages are not shared among connections",
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
