return scenario {
  title = "STAT answers nonsense",
  about = [[
    STAT answers +OK with something that is no number. For whoever parses with a function that turns rubbish into 0:
    an empty mailbox would be a lie.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  rules = {
    { on = "STAT", reply = "+OK many 12" },
  },
}
