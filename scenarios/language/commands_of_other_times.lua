return scenario {
  title = "commands that RFC 1939 does not have",
  about = [[
    LAST, which RFC 1939 dropped, and commands that no RFC knows: each is named on purpose. For clients older than
    CAPA, and for those with ideas of their own.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3, size = "1 KiB" } } } },
  extensions = { last = true },
  rules = {
    { on = verb "XTND|XSENDER", reply = "+OK as you like" },
  },
  expect = {
    { command = "LAST", exactly = 2 },
    { command = verb "XTND XMIT", exactly = 1 },
  },
}
