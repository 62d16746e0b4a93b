local connected, left = 0, 0

return scenario {
  title = "hooks for events",
  about = [[
    The hooks handle events: the second connection is reset before the greeting, later logins wait until the first
    session ends, and the server sends messages in slow pieces and closes the connection after 150 KiB. Use it to test
    what happens between commands.]],
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 2, size = "200 KiB" } }, lock = false } },
  hooks = {
    connect = function(session)
      connected = connected + 1
      if connected == 2 then return session:close("reset") end
    end,
    login = function(session)
      if session.connection > 1 then hold "the first left" end
    end,
    chunk = function(session, piece)
      session.state.sent = (session.state.sent or 0) + #piece.argument
      sleep "1s"
      if session.state.sent > 150 * 1024 then return session:close() end
    end,
    disconnect = function(session)
      left = left + 1
      if session.connection == 1 then release "the first left" end
    end,
    NOOP = function() return ok(connected .. " came, " .. left .. " left") end,
  },
}
