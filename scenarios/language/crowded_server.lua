return scenario {
  title = "an overloaded server",
  about = [[
    The server refuses about every second login, and sends data very slowly after a successful one. Catches clients that
    give up too early.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 2 } }, lock = false } },
  rules = { quirk "busy", quirk "stingy" },
}
