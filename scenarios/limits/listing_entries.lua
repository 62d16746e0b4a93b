return scenario {
  title = "a listing that goes on and on",
  about = [[
    A listing of a million messages that nobody can have wanted. For clients that keep every line that they are
    sent.]],
  accounts = { alice = { password = "s3cret", lock = false, mailbox = { generate { count = 1000000, size = "4 KiB" } } } },
}
