return scenario {
  title = "an access token of more than 4 KiB",
  about = [[
    The access token has 5,000 octets, which is longer than a command line can be. Catches clients that truncate the
    token or send it on the command line.]],
  seen = "large providers (MailKit #1948)",
  outcome = [[
    tolerated; if the response does not fit on the command line, the client sends it after the server has asked for
    it]],
  accounts = {
    alice = { password = "s3cret", tokens = string.rep("x", 5000), mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  listen = { mechanisms = "XOAUTH2" },
}
