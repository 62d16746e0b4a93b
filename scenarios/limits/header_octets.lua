return scenario {
  title = "a header larger than most messages",
  about = [[
    A header of 24 MB, all of which TOP n 0 must send. For clients that bound messages and forget their headers.]],
  accounts = {
    alice = { password = "s3cret", lock = false, mailbox = {
      text("Subject: filler\n" .. ("X-Filler: " .. ("x"):rep(2000) .. "\n"):rep(12000) .. "\nshort\n"),
    } },
  },
}
