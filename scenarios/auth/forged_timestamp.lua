return scenario {
  title = "a forged timestamp",
  about = [[
    The timestamp in the greeting is not a valid message-id: it contains octets that help an attacker to recover an APOP
    password (CVE-2007-1558). The client must not send APOP, even if the user has chosen it.]],
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
