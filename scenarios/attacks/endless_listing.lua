local lines = { "+OK\r\n" }
for number = 1, 20000 do lines[#lines + 1] = number .. " 100\r\n" end

return scenario {
  title = "an endless listing",
  about = [[
    LIST lists 20,000 messages although there are two, and sends no terminator. Catches clients that store a listing
    without a limit.]],
  outcome = [[
    refused with too_many_entries, if the listing exceeds `limits.listing_entries`; otherwise with deadline_exceeded]],
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
