return scenario {
  title = "a server that keeps mail for thirty days",
  about = [[
    The server announces EXPIRE 30 (RFC 2449 section 6.7). A client that leaves mail on the server should know how long
    the server keeps it.]],
  extensions = { expire = 30 },
  accounts = { alice = { password = "s3cret", lock = false, mailbox = { generate { count = 2, size = "1 KiB" } } } },
}
