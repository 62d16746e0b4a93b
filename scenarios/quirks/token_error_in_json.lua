return scenario {
  title = "a refused token is explained in a challenge",
  about = [[
    A bad token is answered by a challenge that holds JSON, and by -ERR once that is answered. For whoever waits for
    -ERR, or sends the token again.]],
  seen = "Gmail and Microsoft 365 (Jakarta Mail)",
  outcome = "refused with authentication_failed; the explanation is in the failure",
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
