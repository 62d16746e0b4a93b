return scenario {
  title = "mail of all shapes and sizes",
  about = [[
    The maildrop contains generated messages of all shapes, with the sizes of real mail, and messages from an mbox file
    and a maildir. The server does not store generated messages. Use it to test clients that read messages.]],
  seed = 5,
  accounts = {
    alice = { password = "s3cret", mailbox = {
      generate { count = 40, size = "3 KiB..100 KiB", law = "lognormal",
                 shape = { "plain", "html", "multipart", "base64", "dots", "long_lines", "eight_bit", "nasty_headers" } },
      generate { count = 50, size = "1 KiB..1 MiB", law = "pareto", shape = "multipart" },
      generate { count = 50, size = "2000..3000", law = "uniform", subject = "evenly", from = "Bob <bob@example.org>" },
      mbox "mail.mbox",
      maildir "mail.maildir",
    } },
  },
}
