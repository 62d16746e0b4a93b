return scenario {
  title = "an autologout of thirty minutes",
  about = [[
    The server ends an idle session after thirty minutes instead of ten. Use it to test clients that keep a session open
    while the user reads.]],
  autologout = "30m",
  accounts = { alice = { password = "s3cret", mailbox = { text "Subject: one\n\nThe first.\n" } } },
}
