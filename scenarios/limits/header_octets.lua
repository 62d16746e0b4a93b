return scenario {
  title = "a header larger than most messages",
  about = [[
    The message has a header of 24 MB, and TOP n 0 must send all of it. Catches clients that limit the size of a message
    but not the size of its header.]],
  accounts = {
    alice = { password = "s3cret", lock = false, mailbox = {
      text("Subject: filler\n" .. ("X-Filler: " .. ("x"):rep(2000) .. "\n"):rep(12000) .. "\nshort\n"),
    } },
  },
}
