return scenario {
  title = "a maildrop that grows and shrinks",
  about = [[
    Other actors change the maildrop: a message arrives after two seconds and then every second, and the oldest message
    is removed after 2.5 seconds. The first UIDL delivers one more message, and the first LIST removes all messages
    except the first. Catches clients that keep state between sessions.]],
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
