local rules = {}
local function rule(what) rules[#rules + 1] = what end
local function speak(connection, of_message)
  local sizes, ids = { "+OK\r\n" }, { "+OK\r\n" }
  for number = 1, 40 do
    local message = of_message(number)
    local octets = "Subject: message " .. message .. "\r\n\r\n"
    sizes[#sizes + 1] = number .. " " .. #octets .. "\r\n"
    ids[#ids + 1] = number .. " id" .. message .. "\r\n"
    local body = "+OK\r\n" .. octets .. ".\r\n"
    local name = tostring(number)
    rule { connection = connection, on = "TOP", argument = name .. " 0", raw = body }
    rule { connection = connection, on = "RETR", argument = name, raw = body }
    rule { connection = connection, on = "UIDL", argument = name, reply = ok(name .. " id" .. message) }
    rule { connection = connection, on = "LIST", argument = name, reply = ok(name .. " " .. #octets) }
  end
  rule { connection = connection, on = "LIST", raw = table.concat(sizes) .. ".\r\n" }
  rule { connection = connection, on = "UIDL", raw = table.concat(ids) .. ".\r\n" }
end
speak(1, function(number) return number end)
speak("2..", function(number) return 41 - number end)

return scenario {
  title = "other connections number the messages in reverse",
  about = [[
    Every connection except the first numbers the 40 messages in reverse order. Catches clients that use a message
    number on several connections.]],
  outcome = "tolerated; each connection uses its own message number for a unique-id",
  accounts = {
    alice = { password = "s3cret", mailbox = {}, lock = false },
  },
  rules = rules,
}
