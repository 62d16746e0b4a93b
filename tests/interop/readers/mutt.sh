#!/bin/sh
# mutt.sh PORT PROTECTION CA OUT MECHANISM: mutt, on a terminal of its own, copies every message of alice into a maildir.
set -eu
case $2 in
  plain) url="pop://alice:s3cret@localhost:$1" tls="ssl_starttls=no ssl_force_tls=no" ;;
  stls) url="pop://alice:s3cret@localhost:$1" tls="ssl_starttls=yes ssl_force_tls=yes certificate_file=$3" ;;
  *) url="pops://alice:s3cret@localhost:$1" tls="certificate_file=$3" ;;
esac
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cat > "$scratch/rc" <<TEXT
set $tls ssl_usesystemcerts=no ssl_verify_host=yes
set mbox_type=maildir confirmappend=no confirmcreate=no delete=no pop_delete=no pop_authenticators=$5
unset header_cache message_cachedir
set folder=$scratch wait_key=no copy=no record=
push "<tag-pattern>~A<enter><tag-prefix><copy-message>$scratch/box<enter><quit>"
TEXT
HOME=$scratch TERM=xterm script -qec "mutt -n -F $scratch/rc -f $url" /dev/null </dev/null >"$scratch/screen"
find "$scratch/box/new" "$scratch/box/cur" -type f -exec mv -t "$4" {} +
# What it adds to the header is its own.
LC_ALL=C sed -i '1,/^$/{/^Content-Length: [0-9]*$/d;/^Lines: [0-9]*$/d}' "$4"/*
