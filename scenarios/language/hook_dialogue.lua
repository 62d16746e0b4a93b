return scenario {
  title = "hooks that send and read",
  about = [[
    The hooks show what a hook can send and read: octets before a response, an unsolicited reply after it, a question
    outside SASL, and a state for each connection. Use it for behaviour that rules cannot express.]],
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
