return scenario {
  title = "one huge message",
  about = [[
    The maildrop contains one message of 1 GiB between two small ones. Catches clients that claim to stream messages,
    but use more memory for a larger message or delay the small ones forever.]],
  accounts = {
    alice = { password = "s3cret", mailbox = {
      eml "../mail/plain_note.eml",
      generate { count = 1, size = "1 GiB", subject = "the huge one" },
      eml "../mail/eight_bit.eml",
    } },
  },
}
