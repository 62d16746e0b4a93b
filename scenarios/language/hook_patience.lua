return scenario {
  title = "hooks with a timeout, and hooks that rewrite",
  about = [[
    One hook waits for an answer for at most two seconds. Another one changes a message while the server sends it, piece
    by piece. Use it for behaviour that rules cannot express.]],
  accounts = { alice = { password = "s3cret", mailbox = { text "Subject: one\n\nteh first teh last\n" } } },
  hooks = {
    NOOP = function(session)
      session:send "+ who is there?"
      return ok(session:read "2s" or "nobody")
    end,
    chunk = function(session, piece)
      return (piece.argument:gsub("teh", "the"))
    end,
  },
}
