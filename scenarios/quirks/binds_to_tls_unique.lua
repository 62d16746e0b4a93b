return scenario {
  title = "channel binding that fails under TLS 1.3",
  about = [[
    The server announces SCRAM-SHA-256-PLUS, but every login with it fails under TLS 1.3. Catches clients that always
    use it, with the channel binding tls-exporter (RFC 9266).]],
  seen = "Cyrus 3.6, which uses the channel binding tls-unique with every version of TLS",
  outcome = [[
    tolerated; under TLS 1.3, if the server identifies itself as Cyrus, the client uses -PLUS only if `login.mechanism`
    names it]],
  accounts = {
    alice = { password = "s3cret", mailbox = {
      text "Subject: one\n\nThe first.\n",
      text "Subject: two\n\nThe second.\n",
    } },
  },
  listen = { tls = true, mechanisms = { "SCRAM-SHA-256" } },
  rules = {
    { on = "CAPA", raw = "+OK\r\nSASL SCRAM-SHA-256-PLUS SCRAM-SHA-256\r\nUIDL\r\nTOP\r\n" ..
                         "IMPLEMENTATION Cyrus POP3 3.6.1\r\n.\r\n" },
  },
  hooks = {
    AUTH = function(session, command)
      if command.argument:find("-PLUS", 1, true) then return err("AUTH", "bad protocol / cancel") end
      return session:default()
    end,
  },
}
