return scenario {
  title = "a unique-id of 100,000 octets",
  about = "A line of a listing is longer than any may be. For whoever keeps it.",
  outcome = "refused with line_too_long",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "UIDL", argument = "", raw = "+OK\r\n1 " .. string.rep("u", 100000) .. "\r\n.\r\n" },
  },
}
