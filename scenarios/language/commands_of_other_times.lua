return scenario {
  title = "commands that are not in RFC 1939",
  about = [[
    The scenario enables LAST, which RFC 1939 removed, and commands that no RFC defines. Each one is named explicitly.
    Use it to test clients that are older than CAPA or send commands of their own.]],
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
