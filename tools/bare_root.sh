#!/usr/bin/env bash
# bare_root.sh SUITE [VERB...]: runs `./dev VERB` for each verb (by default demo and test, which README names) on a bare Debian:
# bookworm or trixie. Prints how long each verb took, and ends with exit status 1 if one failed. Needs root and debootstrap.
# A verb can have arguments: bare_root.sh trixie 'test -R dovecot'.
#
#   ROOTS   the folder of the roots (default: /var/tmp/pop3kit-roots). SUITE.bare is made once and kept; SUITE is made anew of it
#   KEEP    if not empty, the SUITE of the last run is used again, with its packages and its build folder but with today's
#           sources: for mending what failed. The root is then no longer bare
#   MIRROR  where debootstrap and apt find Debian's packages (default: http://deb.debian.org/debian)
#   JOBS    passed to ./dev
set -euo pipefail
[ $# -gt 0 ] || { sed -n 's/^# //p' "$0" | head -n 2 >&2; exit 2; }
suite=$1
shift
[ $# -gt 0 ] || set -- demo test
source=$(dirname "$(dirname "$(realpath "$0")")")
roots=${ROOTS:-/var/tmp/pop3kit-roots}
mirror=${MIRROR:-http://deb.debian.org/debian}
bare=$roots/$suite.bare
root=$roots/$suite

say() { printf 'bare_root: %s\n' "$*"; }

# The proxy of apt is that of this machine.
make_bare() {
  say "making $bare"
  rm -rf "$bare.unfinished"
  mkdir -p "$roots"
  debootstrap --variant=minbase "$suite" "$bare.unfinished" "$mirror" >"$bare.log" || { tail -n 20 "$bare.log" >&2; return 1; }
  apt-config dump --format '%f "%v";%n' Acquire::http::Proxy Acquire::https::Proxy >"$bare.unfinished/etc/apt/apt.conf.d/90proxy"
  mv "$bare.unfinished" "$bare"
}

# Only the files of the source tree that git would take: no build folder, nothing of this machine.
make_root() {
  if [ -z "${KEEP:-}" ] || [ ! -d "$root" ]; then
    rm -rf "$root"
    cp -a --reflink=auto "$bare" "$root"
  fi
  rm -rf "$root/pop3kit.new"
  mkdir "$root/pop3kit.new"
  git -C "$source" ls-files -z -co --exclude-standard | tar -C "$source" --ignore-failed-read --null -T - -c |
    tar -C "$root/pop3kit.new" -x
  if [ -d "$root/pop3kit/build" ]; then mv "$root/pop3kit/build" "$root/pop3kit.new/build"; fi
  rm -rf "$root/pop3kit"
  mv "$root/pop3kit.new" "$root/pop3kit"
  cp /etc/resolv.conf /etc/hosts "$root/etc"
}

# in_root COMMAND...: with its own processes and mounts, which end with the command
in_root() {
  unshare --mount --pid --fork --kill-child bash -euc '
    root=$1
    shift
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    exec chroot "$root" env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"
  ' bash "$root" ${JOBS:+"JOBS=$JOBS"} "$@" </dev/null
}

[ -d "$bare" ] || make_bare
make_root
results=()
failed=0
for verb in "$@"; do
  begin=$SECONDS
  status=0
  in_root bash -c 'cd /pop3kit && exec ./dev $1' bash "$verb" || status=$?
  [ "$status" -eq 0 ] || failed=1
  results+=("./dev $verb on a bare $suite: exit status $status after $((SECONDS - begin)) s")
done
for result in "${results[@]}"; do say "$result"; done
exit $failed
