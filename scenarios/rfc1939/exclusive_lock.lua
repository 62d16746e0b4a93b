return scenario {
  title = "one session per maildrop",
  about = [[
    One session per maildrop, as RFC 1939 section 4 wants it: while one is logged in, another is refused with
    [IN-USE]. For whoever opens several connections and must be content with one.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 200, size = "2 KiB" } }, lock = true },
  },
}
