return scenario {
  title = "quirks by name",
  about = [[
    The server combines three named quirks: it does not support UIDL, separates the fields of listings by several
    spaces, and allows each message to be fetched only once.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3, size = "1 KiB" } } } },
  rules = {
    quirk "no_uidl",
    quirk "maillennium",
    quirk "fetch_once",
  },
}
