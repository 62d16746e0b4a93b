return scenario {
  title = "a careful server",
  about = "UIDL and TOP are announced only after the login, and logins must lie a minute apart. For whoever polls.",
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 2 } }, lock = false } },
  rules = { quirk "shy_uidl", quirk "seldom" },
}
