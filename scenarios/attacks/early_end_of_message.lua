return scenario {
  title = "a terminator in mid-message",
  about = "A terminator stands in the middle of a message, and the rest behind it. For whoever stores half of it.",
  outcome = "refused with message_truncated",
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 2, size = "8 KiB" } } },
  },
  rules = {
    { on = "RETR", fault = "early_terminator" },
  },
}
