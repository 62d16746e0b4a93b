#!/bin/sh
# getmail.sh PORT PROTECTION CA OUT MECHANISM: getmail6 delivers every message of alice into a maildir. It does not do STLS.
set -eu
case $2 in
  plain) retriever="type = SimplePOP3Retriever" ;;
  *) retriever="type = SimplePOP3SSLRetriever
ca_certs = $3" ;;
esac
if [ "$5" = apop ]; then apop="use_apop = true"; else apop=; fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/box" "$scratch/box/cur" "$scratch/box/new" "$scratch/box/tmp"
# It refuses to deliver as root: to another user then, which must reach the folder.
chmod 755 "$scratch" && chmod -R 777 "$scratch/box"
cat > "$scratch/rc" <<TEXT
[retriever]
$retriever
server = localhost
timeout = 15
port = $1
username = alice
password = s3cret
$apop
[destination]
type = Maildir
path = $scratch/box/
user = nobody
[options]
read_all = true
delete = false
delivered_to = false
received = false
verbose = 0
TEXT
# It forks for each delivery before it listens for the end of its child, and gives up waiting where the child was quicker. Under
# TLS it sometimes waits for the socket while the octets are in its TLS layer already, and gives up, too: then from the start.
for attempt in 1 2 3 4 5; do
  if HOME=$scratch getmail --getmaildir="$scratch" --rcfile=rc 2> "$scratch/said"; then break; fi
  cat "$scratch/said" >&2
  [ "$attempt" != 5 ] || exit 1
  [ "$2" != plain ] || grep -q 'waiting child pid [0-9]* timed out' "$scratch/said" || exit 1
  rm -f "$scratch"/box/new/*
done
mv "$scratch"/box/new/* "$4"
# What it puts in front is its own.
LC_ALL=C sed -i '1{/^Return-Path: <unknown>$/d}' "$4"/*
