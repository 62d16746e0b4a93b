return scenario {
  title = "one huge message",
  about = [[
    One message of a gigabyte between two small ones. For whoever claims to stream: memory must not grow with the
    message, and the small ones must not wait for ever.]],
  accounts = {
    alice = { password = "s3cret", mailbox = {
      eml "../mail/plain_note.eml",
      generate { count = 1, size = "1 GiB", subject = "the huge one" },
      eml "../mail/eight_bit.eml",
    } },
  },
}
