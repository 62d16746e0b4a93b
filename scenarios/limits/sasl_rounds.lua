return scenario {
  title = "an authentication without end",
  about = "Whatever AUTH is answered, another challenge follows. For clients that answer as long as they are asked.",
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
