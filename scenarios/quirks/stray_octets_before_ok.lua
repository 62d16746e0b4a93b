return scenario {
  title = "NUL octets before a status line",
  about = [[
    The server sends NUL octets before the +OK to STAT. Catches clients that search for "+OK" anywhere in the line.]],
  seen = "AE.Net.Mail (aenetmail #174)",
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
