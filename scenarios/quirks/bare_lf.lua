return scenario {
  title = "LF for CRLF throughout",
  about = "No line that the server sends has a CR. For whoever looks for CRLF and waits for ever.",
  seen = "node-pop3 26 and MailKit, servers on UNIX",
  outcome = "tolerated from a server that has sent LF alone from its first line on; octets are kept as they come",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  listen = { mechanisms = "USER" },
  rules = {
    { on = "greeting", fault = "bare_lf" },
    { fault = "bare_lf" },
  },
}
