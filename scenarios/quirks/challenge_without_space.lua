return scenario {
  title = "no space between + and the challenge",
  about = [[
    The server sends the challenge directly after the +, without a space. Catches clients that always skip two
    octets.]],
  seen = "several servers",
  outcome = "tolerated",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  listen = { mechanisms = "CRAM-MD5" },
  rules = {
    { on = "AUTH", raw = { "+PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+\r\n", "+OK logged in\r\n" } },
    { on = "STAT", reply = "+OK 2 57" },
  },
}
