return scenario {
  title = "patience, and one message refused",
  about = [[
    A hook lets every RETR wait a little and refuses message 7, while other sessions go on undisturbed. For whoever
    wants to see what scripts can do that rules cannot.]],
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
