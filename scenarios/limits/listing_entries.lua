return scenario {
  title = "a listing of a million messages",
  about = "The maildrop contains a million messages. Catches clients that store a listing without a limit.",
  accounts = { alice = { password = "s3cret", lock = false, mailbox = { generate { count = 1000000, size = "4 KiB" } } } },
}
