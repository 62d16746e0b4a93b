return scenario {
  title = "a random maildrop, mostly plain text",
  about = [[
    The maildrop contains between twenty and sixty messages: most are plain text, some are quoted-printable, and a few
    contain NUL octets. The seed determines which. Use it to test clients with unpredictable mail.]],
  seed = 9,
  accounts = {
    alice = { password = "s3cret", mailbox = {
      generate { count = "20..60", size = "2 KiB..64 KiB", law = "pareto", shape = { plain = 6, quoted_printable = 3, nul = 1 } },
    } },
  },
}
