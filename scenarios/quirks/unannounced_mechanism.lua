return scenario {
  title = "XOAUTH2 works but is not announced",
  about = [[
    The server supports XOAUTH2, but CAPA does not announce it. Catches clients that send a token to a server that may
    not support the mechanism.]],
  seen = "servers for which VMime, libetpan, mpop, getmail and Thunderbird have workarounds",
  outcome = "refused with mechanism_unavailable; the client sends a secret only if the server announces the mechanism",
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
