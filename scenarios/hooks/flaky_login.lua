local function by_chance(session, command)
  if math.random() < 0.5 then return err("SYS/TEMP", "no luck this time") end
  return session:default()
end

return scenario {
  title = "logins that fail by chance",
  about = [[
    About every second login fails for no lasting reason; which ones depends on the seed alone, so a failing run can
    be played again. For whoever tests retries.]],
  seed = 7,
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 5 } }, lock = false },
  },
  hooks = { PASS = by_chance, AUTH = by_chance },
}
