return scenario {
  title = "a server that keeps mail for thirty days",
  about = "EXPIRE 30 (RFC 2449 section 6.7): who leaves mail on the server should know for how long it will be there.",
  extensions = { expire = 30 },
  accounts = { alice = { password = "s3cret", lock = false, mailbox = { generate { count = 2, size = "1 KiB" } } } },
}
