return scenario {
  title = "an overlong line",
  about = [[
    The server answers TOP with a status line of 100,000 octets. Catches clients that buffer a line without a limit
    until its end arrives.]],
  accounts = { alice = { password = "s3cret", lock = false, mailbox = { generate { count = 3, size = "1 KiB" } } } },
  rules = { { on = "TOP", fault = "overlong_line" } },
}
