return scenario {
  title = "bound to what TLS 1.3 has not",
  about = [[
    SCRAM-SHA-256-PLUS is announced, and under TLS 1.3 nobody gets in by it. For whoever binds to tls-exporter (RFC
    9266).]],
  seen = "Cyrus 3.6, which binds to tls-unique whatever the version of TLS",
  outcome = [[
    tolerated; under TLS 1.3 a server that calls itself Cyrus is asked for -PLUS only if that was chosen by name]],
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
