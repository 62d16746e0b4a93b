return scenario {
  title = "a line that does not end",
  about = [[
    TOP is answered by a status line of 100,000 octets. For clients that keep a line until its end comes: it may
    never come.]],
  accounts = { alice = { password = "s3cret", lock = false, mailbox = { generate { count = 3, size = "1 KiB" } } } },
  rules = { { on = "TOP", fault = "overlong_line" } },
}
