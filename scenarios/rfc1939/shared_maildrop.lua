return scenario {
  title = "a maildrop that sessions share",
  about = [[
    Several sessions in one maildrop at once, as Dovecot allows it. For whoever reads over several connections: all
    see the same messages, whoever deletes.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 200, size = "2 KiB" } }, lock = false },
  },
}
