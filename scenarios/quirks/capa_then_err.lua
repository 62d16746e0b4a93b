return scenario {
  title = "-ERR behind the list of capabilities",
  about = "CAPA is answered by its list, and by -ERR behind it. For whoever takes the -ERR for the answer to USER.",
  seen = "servers that MailKit makes allowances for",
  outcome = "refused with unsolicited_data; every later reply would be taken for another",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "CAPA", raw = "+OK\r\nTOP\r\nUIDL\r\nUSER\r\n.\r\n-ERR unknown command\r\n" },
  },
}
