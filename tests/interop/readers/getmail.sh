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
# Under TLS it sometimes waits for the socket while the octets are in its TLS layer already, and gives up: then from the start.
for attempt in 1 2 3; do
  if HOME=$scratch getmail --getmaildir="$scratch" --rcfile=rc; then break; fi
  [ "$2" != plain ] && [ "$attempt" != 3 ] || exit 1
  rm -f "$scratch"/box/new/*
done
mv "$scratch"/box/new/* "$4"
# What it puts in front is its own.
LC_ALL=C sed -i '1{/^Return-Path: <unknown>$/d}' "$4"/*
