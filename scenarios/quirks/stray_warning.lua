return scenario {
  title = "a warning before the status line",
  about = [[
    The server sends a line of text before its reply to PASS. Catches clients that report a wrong reason for the
    refusal, or no reason.]],
  seen = "GoDaddy (MailKit #29)",
  outcome = "refused with malformed_status_line",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  listen = { mechanisms = "USER" },
  rules = {
    { on = "PASS", raw = "warning: auth_error\r\n-ERR login failed\r\n" },
  },
}
