# For the tests: a server that plays a scenario.
#
#   serve SCENARIO: returns when the server listens. Sets `server` to its process, and `port`.
serve() {
  mkfifo served
  pop3kit serve "$1" >served &
  server=$!
  exec 3<served
  read -r line <&3
  port=${line##*:}
}
