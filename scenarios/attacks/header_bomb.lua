return scenario {
  title = "a header of a mebibyte",
  about = "TOP sends a header that goes on and on. For whoever keeps it.",
  outcome = "refused with header_too_large where it passes `limits.header_octets`",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "TOP", raw = "+OK\r\n" .. string.rep("X-Field: value\r\n", 65536) .. "\r\n.\r\n" },
  },
}
