return scenario {
  title = "a header of one mebibyte",
  about = "TOP returns a header of one mebibyte. Catches clients that store headers without a limit.",
  outcome = "refused with header_too_large, if the header exceeds `limits.header_octets`",
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
