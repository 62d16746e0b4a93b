return scenario {
  title = "a message that does not fit into memory",
  about = "One message of 5 GiB. For clients that keep a message in memory because mail is small.",
  accounts = { alice = { password = "s3cret", lock = false, mailbox = { generate { count = 1, size = "5 GiB" } } } },
}
