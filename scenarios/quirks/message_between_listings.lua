return scenario {
  title = "a message arrives between LIST and UIDL",
  about = "UIDL tells of a message that LIST did not. For whoever joins the listings by their place.",
  seen = "servers that VMime, libetpan, mpop, getmail and Thunderbird make allowances for",
  outcome = "tolerated; what only one listing knows has the other value missing",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "UIDL", argument = "", raw = "+OK\r\n1 one\r\n2 two\r\n3 three\r\n.\r\n" },
  },
}
