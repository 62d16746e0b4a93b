local lines = { "+OK\r\n" }
for number = 1, 2000 do lines[#lines + 1] = number .. " " .. ("x"):rep(8000) .. number .. "\r\n" end
lines[#lines + 1] = ".\r\n"

return scenario {
  title = "a listing of few messages and many octets",
  about = [[
    A UIDL listing of 16 MB: few messages, with unique-ids of 8,000 octets. For clients that count the messages of a
    listing and forget how long its lines may be.]],
  accounts = {
    alice = { password = "s3cret", lock = false, mailbox = { generate { count = 2000, size = "1 KiB" } } },
  },
  rules = { { on = "UIDL", argument = "", raw = table.concat(lines) } },
}
