return scenario {
  title = "a forged timestamp",
  about = [[
    The greeting's timestamp is no message id: it holds octets that an attacker needs to learn an APOP password
    (CVE-2007-1558). For whoever must not answer it, even if APOP was asked for.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  rules = {
    { on = "greeting", reply = "+OK ready <\x80\xf0\x81.1896@dbc.mtview.ca.us>" },
  },
  expect = {
    { command = "APOP", never = true },
  },
}
