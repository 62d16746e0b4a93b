return scenario {
  title = "LF instead of CRLF",
  about = "The server ends every line with LF instead of CRLF. Catches clients that wait for CRLF without a timeout.",
  seen = "servers on UNIX (node-pop3 #26, MailKit)",
  outcome = [[
    tolerated, if the first line from the server already ends with LF alone; the client keeps the octets of a message
    unchanged]],
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
