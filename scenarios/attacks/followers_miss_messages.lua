local rules = {}
local function rule(what) rules[#rules + 1] = what end
local all, some = { "+OK\r\n" }, { "+OK\r\n" }
for number = 1, 40 do
  local line = number .. " id" .. number
  all[#all + 1] = line .. "\r\n"
  if number % 2 == 0 then some[#some + 1] = line .. "\r\n" end
  rule { connection = 1, on = "UIDL", argument = tostring(number), reply = ok(line) }
  local theirs = number % 2 == 0 and ok(line) or err("no such message")
  rule { connection = "2..", on = "UIDL", argument = tostring(number), reply = theirs }
end
rule { connection = 1, on = "UIDL", raw = table.concat(all) .. ".\r\n" }
rule { connection = "2..", on = "UIDL", raw = table.concat(some) .. ".\r\n" }

return scenario {
  title = "other connections see only some messages",
  about = [[
    Every connection except the first lists only every second message. Catches clients that skip the messages that these
    connections lack.]],
  outcome = "tolerated; the first connection fetches the messages that the others lack",
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 40 } }, lock = false },
  },
  rules = rules,
}
