return scenario {
  title = "STAT returns no number",
  about = [[
    The server answers STAT with +OK and a word instead of the number of messages. Catches clients that convert invalid
    numbers to 0, and then report an empty mailbox.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  rules = {
    { on = "STAT", reply = "+OK many 12" },
  },
}
