return scenario {
  title = "quirks by name",
  about = [[
    A server with a character, put together from named ones: no UIDL, listings with wide gaps, and mail that can be
    fetched once.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3, size = "1 KiB" } } } },
  rules = {
    quirk "no_uidl",
    quirk "maillennium",
    quirk "fetch_once",
  },
}
