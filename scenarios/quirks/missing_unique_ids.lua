return scenario {
  title = "UIDL tells numbers alone",
  about = "UIDL lists every message, and no unique-id. For whoever reads beyond the end of the line.",
  seen = "servers that VMime, libetpan, mpop, getmail and Thunderbird make allowances for",
  outcome = "tolerated; messages have no unique-id",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "UIDL", fault = "missing_unique_ids" },
  },
}
