return scenario {
  title = "sessions have a fixed maximum length",
  about = [[
    The server ends each session after a fixed time, even if the client is active; here, after the first message.
    Catches clients that expect a long operation to fit into one session.]],
  seen = "WildDuck #709",
  outcome = [[
    refused with connection_closed; the next operation connects again and finds the missing messages by unique-id; if
    the client pipelines RETR, it cannot verify the last message before the connection closes, so it discards that
    message and fetches it again with the others]],
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
