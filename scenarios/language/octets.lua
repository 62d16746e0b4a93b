return scenario {
  title = "arbitrary octets",
  about = [[
    The server sends arbitrary octets instead of a response, before it, or after it. Use it to test the parser for
    replies.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3 } }, lock = false } },
  rules = {
    { on = "STAT", raw = "+OK 3 \0\255\r\n" },
    { on = "NOOP", ahead = "+OK this answers nothing\r\n", behind = "+OK nor does this\r\n" },
    { on = "UIDL", argument = "2", raw = { "+OK 2\r\n", "+OK and another line of yours is answered\r\n" } },
    { on = "RSET", pipelined = true, reply = "-ERR one at a time" },
    { on = "LIST", reply = { "+OK", "1 10", "2 -20", "three 30" } },
  },
}
