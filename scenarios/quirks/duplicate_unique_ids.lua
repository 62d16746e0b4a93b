return scenario {
  title = "one unique-id for all",
  about = [[
    Every message has the same unique-id, as on servers that make them from the content of copies. For whoever keeps
    messages by unique-id: handing out or deleting the wrong one must be impossible.]],
  seen = "servers that make ids from content",
  outcome = "refused with ambiguous_unique_id where a message is named by such an id; listing and numbers work",
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 30 } }, lock = false },
  },
  rules = {
    { on = "UIDL", fault = "duplicate_unique_ids" },
  },
}
