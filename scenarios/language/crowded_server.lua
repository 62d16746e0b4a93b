return scenario {
  title = "a crowded server",
  about = "Every other login is turned away, and whoever gets in is fed by drops. For whoever gives up too early.",
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 2 } }, lock = false } },
  rules = { quirk "busy", quirk "stingy" },
}
