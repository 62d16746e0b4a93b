return scenario {
  title = "one login per hour",
  about = [[
    CAPA announces LOGIN-DELAY 3600 (RFC 2449 section 6.5), and the server refuses a second login within the hour with
    [LOGIN-DELAY]. Catches clients that poll, or open several connections at once, and then report a wrong password.]],
  extensions = { login_delay = "1h" },
  accounts = { alice = { password = "s3cret", lock = false, mailbox = { generate { count = 25, size = "1 KiB" } } } },
}
