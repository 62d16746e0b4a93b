return scenario {
  title = "late announcements and a login delay",
  about = [[
    The server announces UIDL and TOP only after login, and refuses a second login within a minute. Use it to test
    clients that poll.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 2 } }, lock = false } },
  rules = { quirk "shy_uidl", quirk "seldom" },
}
