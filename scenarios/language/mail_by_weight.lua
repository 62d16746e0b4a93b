return scenario {
  title = "some mail, most of it plain",
  about = [[
    A maildrop whose size nobody knows beforehand: between twenty and sixty messages, most of them plain, some in
    quoted-printable, and now and then one with NUL octets. One seed decides which. For whoever must cope with what
    comes.]],
  seed = 9,
  accounts = {
    alice = { password = "s3cret", mailbox = {
      generate { count = "20..60", size = "2 KiB..64 KiB", law = "pareto", shape = { plain = 6, quoted_printable = 3, nul = 1 } },
    } },
  },
}
