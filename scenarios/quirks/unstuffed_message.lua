return scenario {
  title = "RETR does not byte-stuff dots",
  about = [[
    A line of a single dot in a message ends the response early. Catches clients that store the truncated message.]],
  seen = "Mailpit #299, CPython #95252",
  outcome = [[
    refused with message_truncated; the message is shorter than LIST and RETR reported, and no status line follows it]],
  accounts = {
    alice = { password = "s3cret", mailbox = { text "Subject: dots\n\nbefore\n.\nbehind\n" } },
  },
  rules = {
    { on = "RETR", fault = "unstuffed_dots" },
  },
}
