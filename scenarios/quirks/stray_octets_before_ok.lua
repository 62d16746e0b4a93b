return scenario {
  title = "octets ahead of a status",
  about = "NUL octets stand ahead of +OK. For whoever looks for \"+OK\" anywhere in the line.",
  seen = "aenetmail 174",
  outcome = "refused with malformed_status_line",
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
