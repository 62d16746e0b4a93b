local lines = "+OK what I can do\r\nUSER\r\n"
for i = 1, 1000 do lines = lines .. "X-FEATURE-" .. i .. "\r\n" end

return scenario {
  title = "a list of 1,000 capabilities",
  about = "CAPA announces 1,000 unknown capabilities. Catches clients that store capabilities without a limit.",
  accounts = { alice = { password = "s3cret", lock = false, mailbox = { generate { count = 1, size = "1 KiB" } } } },
  rules = { { on = "CAPA", raw = lines .. ".\r\n" } },
}
