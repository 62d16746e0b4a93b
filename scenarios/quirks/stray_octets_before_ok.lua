-- NUL octets stand ahead of +OK. For whoever looks for "+OK" anywhere in the line.
-- Seen: aenetmail 174
-- pop3kit: refused with malformed_status_line
return scenario {
  title = "octets ahead of a status",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "STAT", raw = "\0\0+OK 2 57\r\n" },
  },
}
