return scenario {
  title = "the same unique-id for every message",
  about = [[
    Every message has the same unique-id, as on servers that compute unique-ids from the content of identical messages.
    Catches clients that return or delete the wrong message because they identify messages by unique-id.]],
  seen = "servers that compute unique-ids from the content of messages",
  outcome = [[
    refused with ambiguous_unique_id, if an operation names a message by such a unique-id; listings and message numbers
    work]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 30 } }, lock = false },
  },
  rules = {
    { on = "UIDL", fault = "duplicate_unique_ids" },
  },
}
