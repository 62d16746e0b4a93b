return scenario {
  title = "octets behind a reply",
  about = "Octets without a line end follow the reply. For whoever puts them before the next.",
  outcome = "refused with unsolicited_data",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "STAT", fault = "trailing_octets" },
  },
}
