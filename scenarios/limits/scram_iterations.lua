return scenario {
  title = "a login that needs an hour of hashing",
  about = [[
    SCRAM requires 4,294,967,295 rounds of hashing: "r=x,s=c2FsdA==,i=4294967295". Catches clients that compute any
    number of rounds: this takes almost an hour.]],
  accounts = { alice = { password = "s3cret", lock = false, mailbox = { generate { count = 1, size = "1 KiB" } } } },
  listen = { mechanisms = { "SCRAM-SHA-256" } },
  rules = { { on = "AUTH", reply = "+ cj14LHM9YzJGc2RBPT0saT00Mjk0OTY3Mjk1" } },
}
