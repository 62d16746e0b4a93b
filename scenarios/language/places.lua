return scenario {
  title = "interruptions at every named position",
  about = [[
    On each connection, the server interrupts a reply at a different position: it closes the connection or pauses.
    Catches clients that accept truncated messages.]],
  accounts = {
    alice = { password = "s3cret", mailbox = text "A: b\n\nfirst\n.second\n", lock = false },
  },
  rules = {
    { on = "RETR", connection = 1, cut = { after = 8 } },
    { on = "RETR", connection = 2, cut = { after = 8, at = "line_end" } },
    { on = "RETR", connection = 3, cut = { at = "terminator", close = "reset" } },
    { on = "RETR", connection = 4, cut = { at = "dot" } },
    { on = "RETR", connection = 5, cut = { at = "terminator_cr" } },
    { on = "RETR", connection = 6, cut = { at = "status" } },
    { on = "RETR", connection = 7, cut = { at = "status_cr" } },
    { on = "RETR", connection = 8, stall = { after = 8, lasting = "2s" } },
    { on = "RETR", connection = 9, stall = { at = "dot", lasting = "2s" } },
    { on = "RETR", connection = 10, stall = { at = "status_cr", lasting = "2s" } },
    { on = "RETR", connection = 11, stall = { after = 10, at = "line_end" } },
    { on = "QUIT", connection = 12, stall = { at = "end", lasting = "2s" } },
    { on = "RETR", connection = 13, stall = { after = 4, lasting = "1s" }, cut = { after = 8 } },
  },
}
