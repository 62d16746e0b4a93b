#!/bin/sh
# A tester of curl, in a shell: the ready file, the control room and the exit status are all there is to know.
set -eu
pop3kit=${POP3KIT:-pop3kit}
folder=$(mktemp -d)
server=
trap 'test -z "$server" || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT

cat >"$folder/scenario.lua" <<'LUA'
return scenario {
  title = "one letter, then none",
  accounts = { alice = { password = "s3cret", mailbox = { text "Subject: hello\n\nWorld.\n" } } },
  expect = { { command = "RETR", exactly = 1 }, { command = "QUIT", each = "connection" } },
}
LUA

fail() { echo "$*" >&2; exit 1; }
# value NAME: a member of the ready file, which holds one flat object.
value() { sed -n 's/.*"'"$1"'":"\{0,1\}\([^",}]*\).*/\1/p' "$folder/ready.json"; }

mkfifo "$folder/said"
"$pop3kit" serve "$folder/scenario.lua" --admin-port 0 --ready-file "$folder/ready.json" \
  --junit "$folder/verdict.xml" --journal "$folder/journal" >"$folder/said" 2>"$folder/complaint" &
server=$!
# Opened once, so that the server never writes to nobody.
exec 3<"$folder/said"
while read -r line <&3; do case $line in "control room"*) break ;; esac; done
admin=http://127.0.0.1:$(value admin_port)
token=$(value admin_token)
# ask ARGUMENT...: a request to the control room, with the token.
ask() { curl -s -H "Authorization: Bearer $token" "$@"; }

curl -s "$admin/health" | grep -q '"status":"ready"' || fail "not ready"
test "$(curl -s -o /dev/null -w '%{http_code}' "$admin/verdict")" = 401 || fail "served without the token"
got=$(curl -s --user alice:s3cret "pop3://127.0.0.1:$(value port)/1")
case $got in *World.*) ;; *) fail "curl got: $got" ;; esac
ask "$admin/journal?kind=command&text=RETR%201&wait=30s" | grep -q '"user":"alice"' || fail "no RETR in the journal"
ask "$admin/verdict?wait=30s" | grep -q '"good":true' || fail "the verdict is not good: $(ask "$admin/verdict")"
test "$(ask -o /dev/null -w '%{http_code}' -X PUT --data-binary 'return {' "$admin/scenario")" = 422 || fail "not refused"
ask -X POST --data-binary '{ on = "RETR", times = 1, cut = { after = 5, close = "reset" } }' "$admin/rules" | grep -q '"rule":1' ||
  fail "no rule was added"
if curl -s --user alice:s3cret "pop3://127.0.0.1:$(value port)/1" >"$folder/torn"; then fail "nothing was torn"; fi
ask "$admin/rules" | grep -q '"fired":1' || fail "the rule did not fire"
ask -X POST "$admin/reset" | grep -q '"run":2' || fail "no reset"
curl -s --cacert "$(value ca_file)" --user alice:s3cret "pop3s://127.0.0.1:$(value tls_port)/1" >"$folder/letter" ||
  fail "curl over TLS"
ask "$admin/verdict?wait=30s" >/dev/null

kill "$server"
wait "$server" || fail "exit status $?: $(cat "$folder/complaint")"
server=
grep -q 'failures="0"' "$folder/verdict.xml" || fail "$(cat "$folder/verdict.xml")"
grep -q '"text":"RETR 1"' "$folder/journal" || fail "no RETR in the journal's file"
