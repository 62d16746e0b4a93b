return scenario {
  title = "status lines without text",
  about = [[
    Status lines that carry no data have no text, also in reply to AUTH. Catches clients that always skip four
    octets.]],
  seen = "o2.pl (MailKit #171)",
  outcome = "tolerated",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  listen = { mechanisms = "PLAIN" },
  rules = {
    { on = "greeting", fault = "bare_status" },
    { on = "CAPA|AUTH|RETR|TOP|DELE|RSET|NOOP|QUIT", fault = "bare_status" },
    { on = "LIST|UIDL", argument = "", fault = "bare_status" },
  },
}
