return scenario {
  title = "an autologout of its own",
  about = [[
    The server ends a session after thirty idle minutes instead of ten. For clients that keep a session open while
    their user reads.]],
  autologout = "30m",
  accounts = { alice = { password = "s3cret", mailbox = { text "Subject: one\n\nThe first.\n" } } },
}
