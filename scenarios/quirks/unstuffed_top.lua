return scenario {
  title = "TOP does not stuff dots",
  about = [[
    A line of a dot alone, in the part of a message that TOP shows, ends the response. For whoever takes the rest
    for a reply.]],
  seen = "hMailServer 126",
  outcome = "refused with unsolicited_data",
  accounts = {
    alice = { password = "s3cret", mailbox = { text "Subject: dots\n\nbefore\n.\nbehind\n" } },
  },
  rules = {
    { on = "TOP", fault = "unstuffed_dots" },
  },
}
