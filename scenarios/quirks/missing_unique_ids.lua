return scenario {
  title = "UIDL returns only numbers",
  about = "UIDL lists every message number, but no unique-ids. Catches clients that read past the end of the line.",
  seen = "servers for which VMime, libetpan, mpop, getmail and Thunderbird have workarounds",
  outcome = "tolerated; the messages have no unique-ids",
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
