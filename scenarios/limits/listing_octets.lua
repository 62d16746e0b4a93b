local lines = { "+OK\r\n" }
for number = 1, 2000 do lines[#lines + 1] = number .. " " .. ("x"):rep(8000) .. number .. "\r\n" end
lines[#lines + 1] = ".\r\n"

return scenario {
  title = "a listing with few messages and many octets",
  about = [[
    UIDL returns 16 MB: only 2,000 messages, but with unique-ids of 8,000 octets. Catches clients that limit the number
    of messages in a listing but not its size.]],
  accounts = {
    alice = { password = "s3cret", lock = false, mailbox = { generate { count = 2000, size = "1 KiB" } } },
  },
  rules = { { on = "UIDL", argument = "", raw = table.concat(lines) } },
}
