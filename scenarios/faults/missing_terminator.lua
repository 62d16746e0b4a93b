return scenario {
  title = "a message without its terminator",
  about = [[
    The body of every message arrives whole, but the connection ends in good order before the terminator. For
    whoever takes the end of the stream for the end of the message: it is not.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml", eml "../mail/lines_with_dots.eml" } },
  },
  rules = {
    { on = "RETR", fault = "missing_terminator", close = "orderly" },
  },
}
