#!/bin/sh
# mpop.sh PORT PROTECTION CA OUT MECHANISM: mpop delivers every message of alice into a maildir.
set -eu
case $2 in
  plain) tls="--tls=off" ;;
  stls) tls="--tls=on --tls-starttls=on --tls-trust-file=$3" ;;
  *) tls="--tls=on --tls-starttls=off --tls-trust-file=$3" ;;
esac
case $5 in oauthbearer | xoauth2) secret=t0ken ;; *) secret=s3cret ;; esac
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/box" "$scratch/box/cur" "$scratch/box/new" "$scratch/box/tmp"
# shellcheck disable=SC2086  # $tls is several words
HOME=$scratch mpop --quiet --host=localhost --port="$1" --user=alice --passwordeval="echo $secret" --auth="$5" $tls \
  --delivery="maildir,$scratch/box" --uidls-file="$scratch/uidls" --keep=on --received-header=off
mv "$scratch"/box/new/* "$4"
