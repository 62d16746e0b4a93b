local faults = {
  { "wrong_status", "STAT" }, { "lower_case_status", "STAT" }, { "bare_status", "STAT" }, { "overlong_line", "STAT" },
  { "endless_line", "STAT" }, { "duplicate_reply", "STAT" }, { "duplicate_response", "UIDL" }, { "unsolicited", "STAT" }, { "garbage", "STAT" },
  { "silence", "STAT" }, { "trailing_octets", "STAT" }, { "missing_terminator", "LIST" }, { "early_terminator", "LIST" },
  { "late_terminator", "LIST" }, { "endless_body", "LIST" }, { "truncated", "LIST" }, { "unstuffed_dots", "RETR" }, { "bare_lf", "LIST" },
  { "bare_cr", "LIST" }, { "nul_octets", "LIST" }, { "eight_bit", "LIST" }, { "garbage_in_body", "LIST" },
  { "lying_size", "LIST" }, { "negative_size", "LIST" }, { "overflowing_size", "LIST" }, { "missing_size", "LIST" },
  { "lying_count", "STAT" }, { "gaps", "LIST" }, { "other_message", "RETR" }, { "wide_listing", "LIST" },
  { "numberless", "LIST" }, { "duplicate_unique_ids", "UIDL" }, { "missing_unique_ids", "UIDL" },
  { "changing_unique_ids", "UIDL" }, { "malformed_unique_ids", "UIDL" }, { "overlong_unique_ids", "UIDL" },
  { "discarded_input", "STAT" }, { "read_marks_deleted", "RETR" }, { "endless_challenge", "AUTH" },
  { "malformed_challenge", "AUTH" }, { "bare_challenge", "AUTH" }, { "ok_for_challenge", "AUTH" },
  { "refused_answer", "AUTH" },
}

local rules, network = {}, {}
for number, fault in ipairs(faults) do
  rules[number] = { on = fault[2], connection = number, fault = fault[1] }
  if fault[1]:find "^endless" then -- the server sends endless responses slowly
    network[#network + 1] = { connection = number, bandwidth = "64 KiB/s", direction = "to_client" }
  end
end

return scenario {
  title = "every fault, one on each connection",
  about = [[
    Each connection has one of the named faults, in the order of the list in this file. Use it to test a client against
    all faults.]],
  accounts = {
    alice = { password = "s3cret", lock = false, mailbox = { text "A:\n\n.\n", text "B:\n\n.\n", text "C:\n\n.\n" } },
  },
  rules = rules,
  network = network,
}
