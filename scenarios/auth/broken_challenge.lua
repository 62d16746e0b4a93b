return scenario {
  title = "a challenge that is none",
  about = [[
    Whatever AUTH asks for, the challenge is no base64. For whoever must cancel by "*" and blame the server, not the
    password.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  listen = { mechanisms = { "CRAM-MD5", "SCRAM-SHA-256" } },
  rules = {
    { on = "AUTH", reply = "+ %%% this is no base64 %%%" },
  },
}
