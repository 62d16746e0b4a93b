return scenario {
  title = "escape sequences in a refusal",
  about = [[
    The text of an -ERR contains an escape sequence that clears a terminal, a BEL, a NUL and a non-ASCII octet. Catches
    clients that print the text unchanged.]],
  outcome = [[
    refused with refused; the client masks control characters in the error message and keeps them in the reply]],
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
