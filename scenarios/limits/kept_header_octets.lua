local header = "Subject: filler\n" .. ("X-Filler: " .. ("x"):rep(1990) .. "\n"):rep(100)
local messages = {}
for number = 1, 40 do messages[number] = text(header .. "\nshort\n") end

return scenario {
  title = "headers that are too large together",
  about = [[
    Each header has 200 KB, which is in bounds; all of them together have 8 MB. For clients that bound one header
    and keep all of them.]],
  accounts = { alice = { password = "s3cret", lock = false, mailbox = messages } },
}
