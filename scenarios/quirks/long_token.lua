return scenario {
  title = "a token of more than 4 KiB",
  about = [[
    An access token is 5,000 octets long, more than a command line holds. For whoever cuts it, or sends it in one
    line.]],
  seen = "large providers (MailKit 1948)",
  outcome = "tolerated; a response that does not fit is sent once the server asks",
  accounts = {
    alice = { password = "s3cret", tokens = string.rep("x", 5000), mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  listen = { mechanisms = "XOAUTH2" },
}
