return scenario {
  title = "RETR does not stuff dots",
  about = "A line of a dot alone in a message ends the response. For whoever stores half a message.",
  seen = "mailpit 299, CPython 95252",
  outcome = [[
    refused with message_truncated; the message is shorter than announced and listed, and no status line stands
    behind it]],
  accounts = {
    alice = { password = "s3cret", mailbox = { text "Subject: dots\n\nbefore\n.\nbehind\n" } },
  },
  rules = {
    { on = "RETR", fault = "unstuffed_dots" },
  },
}
