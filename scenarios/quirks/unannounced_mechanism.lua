return scenario {
  title = "XOAUTH2 works, but is not announced",
  about = "CAPA tells of no XOAUTH2. For whoever sends a token to a server that may not know what it is.",
  seen = "servers that VMime, libetpan, mpop, getmail and Thunderbird make allowances for",
  outcome = "refused with mechanism_unavailable; no secret is sent on a guess",
  accounts = {
    alice = { password = "s3cret", tokens = "good", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "CAPA", raw = "+OK\r\nTOP\r\nUIDL\r\nUSER\r\n.\r\n" },
  },
}
