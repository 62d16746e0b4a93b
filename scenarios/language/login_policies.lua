return scenario {
  title = "policies for each user",
  about = [[
    Logins must be at least one minute apart, five minutes for bob; carol has no delay. The server keeps mail for thirty
    days, bob's for seven days, and carol's without a limit. Before login, CAPA announces the longest delay and the
    shortest time, with USER; after login, it announces the values of the user. Use it to test clients that poll.]],
  extensions = { login_delay = "60s", expire = 30 },
  accounts = {
    alice = { password = "s3cret" },
    bob = { password = "hunter2", login_delay = "5m", expire = 7, lock = false },
    carol = { password = "pa55", login_delay = 0, expire = "never" },
  },
}
