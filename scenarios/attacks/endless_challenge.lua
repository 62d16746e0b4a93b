local challenges = {}
for round = 1, 100 do challenges[round] = "+ VXNlcm5hbWU6\r\n" end

return scenario {
  title = "endless challenges",
  about = "AUTH LOGIN asks for the user name 100 times. Catches clients that answer challenges without a limit.",
  outcome = "refused with sasl_exchange_broken",
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  listen = { mechanisms = "LOGIN" },
  rules = {
    { on = "AUTH", raw = challenges },
  },
}
