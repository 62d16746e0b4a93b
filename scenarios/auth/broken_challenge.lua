return scenario {
  title = "a challenge that is not base64",
  about = [[
    The server answers AUTH with a challenge that is not base64, for every mechanism. The client must cancel with "*"
    and report an error of the server, not a wrong password.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "CRAM-MD5", "SCRAM-SHA-256" } },
  rules = {
    { on = "AUTH", reply = "+ %%% this is no base64 %%%" },
  },
}
