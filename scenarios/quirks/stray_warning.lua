return scenario {
  title = "a warning ahead of the status",
  about = "A line that is no reply stands ahead of the reply to PASS. For whoever shows the wrong reason, or none.",
  seen = "GoDaddy (MailKit 29)",
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
