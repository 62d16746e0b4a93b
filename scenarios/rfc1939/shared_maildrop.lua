return scenario {
  title = "a shared maildrop",
  about = [[
    Several sessions can use the maildrop at the same time, as with Dovecot. Use it to test clients with several
    connections: all sessions see the same messages, even if one of them deletes some.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 200, size = "2 KiB" } }, lock = false },
  },
}
