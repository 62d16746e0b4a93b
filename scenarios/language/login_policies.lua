return scenario {
  title = "policies that differ by user",
  about = [[
    Logins must lie a minute apart, for bob five minutes and for carol no time at all; mail is kept for thirty days,
    bob's for seven. CAPA tells whoever may come the longest delay and the shortest time, with USER, and each user
    their own. For whoever polls.]],
  extensions = { login_delay = "60s", expire = 30 },
  accounts = {
    alice = { password = "s3cret" },
    bob = { password = "hunter2", login_delay = "5m", expire = 7, lock = false },
    carol = { password = "pa55", login_delay = 0, expire = "never" },
  },
}
