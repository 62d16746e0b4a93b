return scenario {
  title = "a maildrop that grows and shrinks",
  about = [[
    Other people have a hand in the maildrop: mail arrives after two seconds and then every second, the oldest
    message goes at two and a half; and whoever asks for a listing makes one more message arrive. For whoever keeps
    state between sessions.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { text "Subject: one\n\n1\n", text "Subject: two\n\n2\n" }, lock = false },
  },
  actors = {
    { at = "2s", every = "1s", deliver = text "Subject: news\n\nJust in.\n" },
    { at = "2500ms", account = "alice", remove = 1 },
    { at = "10s", release = "much later" },
  },
  rules = {
    { on = "UIDL", times = 1, deliver = { text "Subject: asked for\n\n?\n" } },
    { on = "LIST", times = 1, remove = "2.." },
    { on = "NOOP", hold = "much later" },
  },
}
