return scenario {
  title = "one login an hour",
  about = [[
    LOGIN-DELAY 3600 (RFC 2449 section 6.5): who comes again within the hour is refused with [LOGIN-DELAY], and CAPA
    says so beforehand. For whoever polls, or opens several connections at once: the password is not wrong.]],
  extensions = { login_delay = "1h" },
  accounts = { alice = { password = "s3cret", lock = false, mailbox = { generate { count = 25, size = "1 KiB" } } } },
}
