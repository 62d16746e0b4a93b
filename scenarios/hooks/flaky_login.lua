local function by_chance(session, command)
  if math.random() < 0.5 then return err("SYS/TEMP", "no luck this time") end
  return session:default()
end

return scenario {
  title = "logins that fail at random",
  about = [[
    About half of all logins fail with a temporary error. The seed alone determines which ones, so that a failing run
    can be repeated. Use it to test retries.]],
  seed = 7,
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 5 } }, lock = false },
  },
  hooks = { PASS = by_chance, AUTH = by_chance },
}
