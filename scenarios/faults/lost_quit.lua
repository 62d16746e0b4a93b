return scenario {
  title = "the reply to QUIT is lost",
  about = [[
    The server receives QUIT, but resets the connection before it replies. Catches clients that report deleted messages
    as removed, or as not removed: the client cannot know, and should say so.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 3 } } },
  },
  rules = {
    { on = "QUIT", close = "reset" },
  },
}
