return scenario {
  title = "no CAPA, no TOP and changing unique-ids",
  about = [[
    The server supports neither CAPA nor TOP, and assigns other unique-ids on every connection. Catches clients that use
    unique-ids to remember which messages they have fetched.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 2 } }, lock = false } },
  rules = { quirk "no_capa", quirk "no_top", quirk "forgetful" },
}
