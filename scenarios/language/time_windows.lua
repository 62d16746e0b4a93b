return scenario {
  title = "an outage, and a maximum session age",
  about = [[
    From the second to the fourth second, the server refuses connections because of maintenance. It ends a session that
    is older than ten seconds at the next command. Use it to test clients that poll.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3 } }, lock = false } },
  rules = {
    { on = "greeting", time = "2s..4s", reply = err("SYS/TEMP", "maintenance"), close = "orderly" },
    { age = "10s..", reply = err("SYS/TEMP", "session too long"), close = "orderly" },
  },
}
