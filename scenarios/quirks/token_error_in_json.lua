return scenario {
  title = "a challenge that explains a refused token",
  about = [[
    The server answers an invalid token with a challenge that contains JSON, and sends -ERR after the client has
    answered the challenge. Catches clients that wait for the -ERR, or send the token again.]],
  seen = "Gmail and Microsoft 365 (Jakarta Mail)",
  outcome = "refused with authentication_failed; the error contains the explanation",
  accounts = {
    alice = { password = "s3cret", tokens = "good", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  listen = { mechanisms = "XOAUTH2" },
  rules = {
    { on = "AUTH", raw = { "+ eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIn0=\r\n", "-ERR bad credentials\r\n" } },
  },
}
