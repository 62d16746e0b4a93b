local lines = "+OK what I can do\r\nUSER\r\n"
for i = 1, 1000 do lines = lines .. "X-FEATURE-" .. i .. "\r\n" end

return scenario {
  title = "capabilities without end",
  about = "CAPA announces a thousand capabilities that nobody has heard of. For clients that keep them all.",
  accounts = { alice = { password = "s3cret", lock = false, mailbox = { generate { count = 1, size = "1 KiB" } } } },
  rules = { { on = "CAPA", raw = lines .. ".\r\n" } },
}
