return scenario {
  title = "hooks that talk",
  about = [[
    What hooks can say and hear: lines ahead of a response, a reply that nobody asked for behind it, a question that
    is no SASL, and memory for each connection. For whoever needs what no rule can do.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3, size = "1 KiB" } }, lock = false } },
  hooks = {
    STAT = function(session)
      session:raw "* noise\r\n"
      session:answer()
      session:send "+OK and a reply to a command that was never sent"
    end,
    NOOP = function(session)
      session.state.count = (session.state.count or 0) + 1
      return ok("NOOP number " .. session.state.count)
    end,
    RSET = function(session)
      session:send "+ are you sure?"
      if session:read() == "yes" then return session:default() end
      return err "not sure"
    end,
  },
}
