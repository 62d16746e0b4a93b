return scenario {
  title = "a login delay without a response code",
  about = [[
    The server refuses STAT because the last login was too recent, but sends no response code. Catches clients that
    report an empty maildrop.]],
  seen = "Hotmail (Jakarta Mail)",
  outcome = "refused with refused; the client keeps the text of the reply, and the session continues",
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
