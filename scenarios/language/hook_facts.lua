local refused = false

return scenario {
  title = "hooks that know the session",
  about = [[
    The hooks show what a hook knows: the connection, the user, the use of TLS, and the command with its argument. The
    server refuses the first STLS, and the greeting contains the number of the connection. Use it for behaviour that
    rules cannot express.]],
  accounts = { alice = { password = "s3cret", lock = false, mailbox = { generate { count = 2, size = "1 KiB" } } } },
  hooks = {
    greeting = function(session) return ok("connection " .. session.connection) end,
    STLS = function(session)
      if not refused then
        refused = true
        return err("SYS/TEMP", "not yet")
      end
    end,
    TOP = function(session, command)
      return err(command.verb .. " (" .. command.argument .. ") of " .. session.user .. (session.secured and " under TLS" or " in the clear"))
    end,
  },
}
