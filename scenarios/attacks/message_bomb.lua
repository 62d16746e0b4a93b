return scenario {
  title = "a message larger than was said",
  about = "LIST and RETR tell of 10 octets, and mebibytes come. For whoever keeps them.",
  outcome = "refused with message_too_large where it passes `limits.kept_message_octets`",
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
