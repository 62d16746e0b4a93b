return scenario {
  title = "a unique-id of 100,000 octets",
  about = [[
    UIDL returns a line of more than 100,000 octets, which exceeds any valid length. Catches clients that store the
    unique-id.]],
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
