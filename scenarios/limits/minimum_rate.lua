return scenario {
  title = "a message that arrives too slowly",
  about = [[
    The server sends 2 KiB per second. This is fast enough for a timeout between two octets, but 64 KiB take half a
    minute. Catches clients that wait as long as data arrives.]],
  accounts = { alice = { password = "s3cret", lock = false, mailbox = { generate { count = 1, size = "10 MB" } } } },
  network = { { bandwidth = "2 KiB/s", direction = "to_client" } },
}
