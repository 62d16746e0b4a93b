return scenario {
  title = "what one command does decides what another gets",
  about = [[
    Marks carry state from one command to the next. A session that has deleted something cannot commit it, unless it
    said RSET; and once alice has listed her mail anywhere, all her sessions see LIST refused until somebody says
    NOOP.]],
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
