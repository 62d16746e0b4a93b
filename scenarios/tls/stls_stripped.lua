return scenario {
  title = "STLS stripped from the capabilities",
  about = [[
    Somebody on the way leaves STLS out of the capabilities, though the server has it, to make the client send its
    password in the clear. It must give up instead.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { eml "../mail/plain_note.eml" } },
  },
  rules = {
    { on = "CAPA", raw = "+OK capability list follows\r\nTOP\r\nUIDL\r\nUSER\r\n.\r\n" },
  },
  expect = {
    { command = "USER|PASS|AUTH", never = true },
  },
}
