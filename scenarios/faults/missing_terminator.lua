return scenario {
  title = "a message without its terminator",
  about = [[
    The server sends the whole body of every message, but closes the connection in an orderly way before the terminator.
    Catches clients that take the end of the stream for the end of the message.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml", eml "../mail/lines_with_dots.eml" } },
  },
  rules = {
    { on = "RETR", fault = "missing_terminator", close = "orderly" },
  },
}
