return scenario {
  title = "LOGIN-DELAY in words",
  about = [[
    STAT is refused because the last login was too recent, and no response code says so. For whoever reads 0
    messages.]],
  seen = "Hotmail (Jakarta Mail)",
  outcome = "refused with refused; the words are kept, and the session goes on",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "STAT", reply = "-ERR login allowed only every 15 minutes" },
  },
}
