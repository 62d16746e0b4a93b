return scenario {
  title = "mail of all shapes and sizes",
  about = [[
    Mail as it comes: of all shapes, and of sizes as real mail has them. None of it is stored. For whoever reads
    messages.]],
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
