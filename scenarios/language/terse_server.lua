return scenario {
  title = "a terse and forgetful server",
  about = "No CAPA, no TOP, and other unique-ids on every connection. For whoever remembers what was fetched.",
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 2 } }, lock = false } },
  rules = { quirk "no_capa", quirk "no_top", quirk "forgetful" },
}
