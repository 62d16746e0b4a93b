return scenario {
  title = "an endless authentication",
  about = [[
    The server answers every response with another challenge. Catches clients that answer challenges without a limit.]],
  accounts = { alice = { password = "s3cret", lock = false, mailbox = { generate { count = 1, size = "1 KiB" } } } },
  listen = { mechanisms = { "LOGIN" } },
  rules = {
    { on = "AUTH", reply = "+ VXNlcm5hbWU6" },
    { on = "greeting" },
    { on = "CAPA" },
    { on = "STLS" },
    { on = "QUIT" },
    { reply = "+ UGFzc3dvcmQ6" },
  },
}
