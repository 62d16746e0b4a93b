return scenario {
  title = "only the first of several commands is answered",
  about = [[
    PIPELINING is announced, but input behind a command is thrown away. For whoever waits for the other replies for
    ever.]],
  outcome = "refused with deadline_exceeded; the next session goes one by one",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    }, lock = false },
  },
  rules = {
    { pipelined = true, fault = "discarded_input" },
  },
}
