return scenario {
  title = "a message larger than the memory",
  about = "The maildrop contains one message of 5 GiB. Catches clients that keep a message in memory without a limit.",
  accounts = { alice = { password = "s3cret", lock = false, mailbox = { generate { count = 1, size = "5 GiB" } } } },
}
