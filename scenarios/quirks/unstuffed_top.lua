return scenario {
  title = "TOP does not byte-stuff dots",
  about = [[
    A line of a single dot in the part of a message that TOP returns ends the response early. Catches clients that take
    the remaining lines for a reply.]],
  seen = "hMailServer #126",
  outcome = "refused with unsolicited_data",
  accounts = {
    alice = { password = "s3cret", mailbox = { text "Subject: dots\n\nbefore\n.\nbehind\n" } },
  },
  rules = {
    { on = "TOP", fault = "unstuffed_dots" },
  },
}
