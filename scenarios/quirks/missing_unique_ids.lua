-- UIDL lists every message, and no unique-id. For whoever reads beyond the end of the line.
-- Seen: servers that VMime, libetpan, mpop, getmail and Thunderbird make allowances for
-- pop3kit: tolerated; messages have no unique-id
return scenario {
  title = "UIDL tells numbers alone",
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
