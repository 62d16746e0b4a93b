local refused = false

return scenario {
  title = "hooks that know whom they deal with",
  about = [[
    What a hook knows: who speaks, over what, and with which words. STLS is refused the first time it is asked for,
    and the greeting says which connection this is. For whoever needs what no rule can do.]],
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
