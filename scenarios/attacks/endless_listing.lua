local lines = { "+OK\r\n" }
for number = 1, 20000 do lines[#lines + 1] = number .. " 100\r\n" end

return scenario {
  title = "a listing that does not end",
  about = "LIST tells of 20,000 messages where there are two, and does not end. For whoever has no limit.",
  outcome = "refused with too_many_entries if it passes `limits.listing_entries`, else with deadline_exceeded",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  rules = {
    { on = "LIST", argument = "", raw = table.concat(lines) },
  },
}
