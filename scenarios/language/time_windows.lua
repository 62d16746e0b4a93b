return scenario {
  title = "an outage, and sessions that may not grow old",
  about = [[
    Down for maintenance from the second to the fourth second; and a session that is older than ten seconds is sent
    away at its next command. For whoever polls.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3 } }, lock = false } },
  rules = {
    { on = "greeting", time = "2s..4s", reply = err("SYS/TEMP", "maintenance"), close = "orderly" },
    { age = "10s..", reply = err("SYS/TEMP", "session too long"), close = "orderly" },
  },
}
