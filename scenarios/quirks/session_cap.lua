return scenario {
  title = "a session has a fixed length",
  about = [[
    A session is ended after a fixed time, busy or not: here behind the first message. For whoever expects long work
    to fit into one session.]],
  seen = "WildDuck 709",
  outcome = [[
    refused with connection_closed; the next operation connects again, and unique-ids find what is missing. Of
    messages that are pipelined, the one before the end is in doubt, discarded, and fetched again with the rest]],
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "RETR", nth = 2, close = "orderly" },
  },
}
