return scenario {
  title = "a delay for every message, and one refusal",
  about = [[
    A hook delays every RETR and refuses message 7; meanwhile, other sessions continue. It shows what hooks can do and
    rules cannot.]],
  accounts = {
    alice = { password = "s3cret", mailbox = { generate { count = 10, size = "4 KiB" } }, lock = false },
  },
  hooks = {
    RETR = function(session, command)
      sleep "50ms"
      if command.number == 7 then return err("SYS/TEMP", "message 7 is being moved, try later") end
      return session:default()
    end,
  },
}
