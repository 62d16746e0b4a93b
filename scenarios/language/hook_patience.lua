return scenario {
  title = "hooks that wait no longer, and rewrite",
  about = [[
    A hook that waits for an answer only so long, and one that changes what a message says as it goes out, a piece
    at a time. For whoever needs what no rule can do.]],
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
