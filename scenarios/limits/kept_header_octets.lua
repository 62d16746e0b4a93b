local header = "Subject: filler\n" .. ("X-Filler: " .. ("x"):rep(1990) .. "\n"):rep(100)
local messages = {}
for number = 1, 40 do messages[number] = text(header .. "\nshort\n") end

return scenario {
  title = "headers that are too large together",
  about = [[
    Each header has 200 KB, which is within the limit, but all headers together have 8 MB. Catches clients that limit
    the size of one header and keep all headers.]],
  accounts = { alice = { password = "s3cret", lock = false, mailbox = messages } },
}
