return scenario {
  title = "a message larger than reported",
  about = [[
    LIST and RETR report 10 octets, but the message has more than 2 MB. Catches clients that keep a message in memory
    without a limit.]],
  outcome = "refused with message_too_large, if the message exceeds `limits.kept_message_octets`",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "LIST", argument = "", raw = "+OK\r\n1 10\r\n.\r\n" },
    { on = "RETR", raw = "+OK 10 octets\r\n" .. string.rep("all work and no play\r\n", 100000) .. ".\r\n" },
  },
}
