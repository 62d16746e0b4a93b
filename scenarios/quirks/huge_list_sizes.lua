return scenario {
  title = "LIST reports 6 GiB for a small message",
  about = [[
    LIST reports sizes that need more than 32 bits for small messages. Catches clients that allocate the reported size
    before they read the message.]],
  seen = "servers whose sizes above 1 GiB Jakarta Mail ignores",
  outcome = "tolerated; the client never allocates memory based on a reported size",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "LIST", argument = "", raw = "+OK\r\n1 6442450944\r\n2 6442450945\r\n.\r\n" },
  },
}
