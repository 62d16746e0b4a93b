return scenario {
  title = "a server far away",
  about = "A long way off, without pipelining, and no session lasts longer than a minute. For whoever waits.",
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 2 } }, lock = false } },
  rules = { quirk "no_pipelining", quirk "far_away", quirk "impatient" },
}
