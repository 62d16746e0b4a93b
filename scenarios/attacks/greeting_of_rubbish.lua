-- The greeting is a line of random octets. For whoever looks for "+OK" anywhere.
-- pop3kit: refused with malformed_status_line; nothing is sent
return scenario {
  title = "a greeting of rubbish",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "greeting", fault = "garbage" },
  },
}
