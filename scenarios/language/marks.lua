return scenario {
  title = "one command changes the reply to another",
  about = [[
    Marks keep state from one command to the next. After DELE, QUIT fails unless the session has sent RSET. After alice
    has listed her mail in any session, the server refuses LIST in all her sessions until one of them sends NOOP.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3 } }, lock = false } },
  rules = {
    { on = "DELE", mark = "deleting" },
    { on = "RSET", unmark = "deleting" },
    { on = "QUIT", when = "deleting", reply = "-ERR some deleted messages not removed" },
    { on = "NOOP", per = "account", unmark = "listed" },
    { on = "LIST", per = "account", when = "listed", reply = err("SYS/TEMP", "once is enough") },
    { on = "LIST", per = "account", unless = "listed", mark = "listed" },
  },
}
