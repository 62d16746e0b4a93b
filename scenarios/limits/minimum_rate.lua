return scenario {
  title = "a message that trickles",
  about = [[
    A server that sends 2 KiB a second: enough to defeat a time-out between two octets, and 64 KiB take half a
    minute. For clients that wait as long as something comes.]],
  accounts = { alice = { password = "s3cret", lock = false, mailbox = { generate { count = 1, size = "10 MB" } } } },
  network = { { bandwidth = "2 KiB/s", direction = "to_client" } },
}
