return scenario {
  title = "one session per maildrop",
  about = [[
    The maildrop allows one session at a time, as RFC 1939 section 4 requires: the server refuses any other login with
    [IN-USE]. Catches clients that open several connections and cannot continue with one.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 200, size = "2 KiB" } }, lock = true },
  },
}
