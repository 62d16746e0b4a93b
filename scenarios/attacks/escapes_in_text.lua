return scenario {
  title = "escape sequences in a refusal",
  about = "The text of -ERR clears a terminal, rings its bell and pretends to be another line. For whoever prints it.",
  outcome = "refused with refused; control characters are masked in the message, and kept in the reply",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "DELE", raw = "-ERR \27[2J\7 no such\0 message \xff\r\n" },
  },
}
